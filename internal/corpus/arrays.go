package corpus

// writeArrayLine writes lines that are arrays of records.
func writeArrayLine(f *file, n int) {
	for range max(n/3, 6) {
		var elements []string
		var facts []fact
		for range 1 + f.IntN(5) {
			o, r := f.event()
			if f.chance(8) {
				o, r = object{}, fact{}
			}
			elements = append(elements, o.String())
			facts = append(facts, r)
		}
		f.record(list(elements), facts...)
	}
}

// writeArrayMember writes objects that carry records in a member and shared
// values beside it, which an element has only if it lacks its own.
func writeArrayMember(f *file, n int) {
	names := []string{"logs", "events", "records", "list", "batch", "__logs__"}
	for i := range max(n/3, 2*len(names)) {
		outer, shared := f.head("info")
		var elements []string
		var facts []fact
		for range 1 + f.IntN(5) {
			own, r := f.event()
			var o object
			for j, m := range own { // ts, level, appKey, userId, sdkVersion, ua may be left to the outer object
				if j > 5 || f.chance(2) {
					o = o.add(m.name, m.raw)
					continue
				}
				switch m.name {
				case "ts":
					r.at = shared.at
				case "appKey":
					r.app = shared.app
				case "userId":
					r.user = shared.user
				case "sdkVersion":
					r.sdk = shared.sdk
				}
			}
			elements = append(elements, o.String())
			facts = append(facts, r)
		}
		line := outer.addText("__topic__", "im").add("__tags__", `{}`)
		at := f.IntN(len(line) + 1) // the array stands anywhere
		whole := append(object{}, line[:at]...).add(names[i%len(names)], list(elements))
		f.record(append(whole, line[at:]...).String(), facts...)
	}
	for _, name := range names { // an empty array, and one of no objects, carry nothing
		for _, elements := range []string{`[]`, `[1,"x"]`} {
			o, r := f.head("info")
			f.record(o.add(name, elements).String(), r)
		}
	}
}
