package corpus

// writeCodes writes every known code in every form, and codes that nobody
// knows.
func writeCodes(f *file, n int) {
	type form struct{ raw, key, message string }
	var all []form
	for _, c := range f.codes {
		for _, raw := range c.forms() {
			all = append(all, form{raw, c.text(), c.Message})
		}
	}
	for _, s := range strangers() {
		all = append(all, form{s.raw, s.key, "something new"})
	}
	for _, state := range []string{"300", "405"} { // constants of states: errors only because error.type says so
		all = append(all, form{state, state, "a state"})
	}
	for i := range max(n, len(all)) {
		c := all[i%len(all)]
		o, r := f.head("error")
		r.code = c.key
		f.record(o.add("error", f.errorObject(c.raw, c.message).String()).String(), r)
	}
}

// errorForm puts an error of a code into a record, in one of its places, and
// returns the code that it is then.
type errorForm func(g *gen, o object, c Code) (object, string)

// errorForms returns all the ways in which a record is an error. They are
// given no code 0, which means success as often.
func errorForms() []errorForm {
	one := func(raw func(g *gen, c Code) string) errorForm {
		return func(g *gen, o object, c Code) (object, string) { return o.add("error", raw(g, c)), c.text() }
	}
	body := func(g *gen, c Code) string { return g.errorObject(pick(g, c.forms()...), c.Message).String() }
	forms := []errorForm{
		one(body),
		one(func(g *gen, c Code) string { return quote(body(g, c)) }),      // stringified twice
		one(func(g *gen, c Code) string { return quoteASCII(body(g, c)) }), // the same, all escaped
		one(func(_ *gen, c Code) string { return c.text() }),
		one(func(_ *gen, c Code) string { return c.text() + ".0" }),
		one(func(_ *gen, c Code) string { return quote(c.text()) }),
		one(func(g *gen, c Code) string { return quote(pick(g, c.names()...)) }),
		func(g *gen, o object, c Code) (object, string) { // a literal dotted key
			return o.add("error.type", pick(g, c.forms()...)).addText("error.message", c.Message), c.text()
		},
		func(_ *gen, o object, c Code) (object, string) { // the same before all others
			return append(object{{"error.type", c.text()}}, o...), c.text()
		},
		func(_ *gen, o object, c Code) (object, string) { // ECS
			return o.addText("log.level", "error").addText("message", "im error").
				add("error", object{}.addText("type", c.text()).addText("message", c.Message).String()), c.text()
		},
		func(g *gen, o object, c Code) (object, string) { // the SDK's own object, other members beside it
			return append(o, g.errorObject(c.text(), c.Message)...).addText("message", c.Message), c.text()
		},
		func(g *gen, o object, c Code) (object, string) { // the same with a name or a string, and the type in front
			return append(object{{"type", pick(g, c.forms()...)}, {"data", g.inner().String()}}, o...), c.text()
		},
		func(_ *gen, o object, c Code) (object, string) { // a number that nobody knows is one too
			return o.add("error", "4242"), "4242"
		},
	}
	for _, untyped := range []string{
		`{}`, `{"status":false}`, `{"message":"Request failed"}`, `{"code":17}`, `{"data":{"type":17}}`,
		`{"error":{"type":17}}`, `{ }`, `{"Type":17}`,
	} {
		forms = append(forms, func(_ *gen, o object, _ Code) (object, string) { return o.add("error", untyped), "none" })
	}
	return forms
}

// noErrors returns members that make a record no error although they look so.
func noErrors() []object {
	return []object{
		{{"error", `null`}}, {{"error", `false`}}, {{"error", `""`}}, {{"error", `null`}, {"error_type", `17`}},
		{{"error", `"[object Object]"`}}, {{"error", `"Network Error"`}}, {{"error", `"unauthorized"`}, {"error_description", `"x"`}},
		{{"type", `0`}, {"message", `"ok"`}}, {{"type", `"REQUEST_SUCCESS"`}, {"data", `{}`}},
		{{"type", `405`}, {"message", `"closed"`}}, {{"type", `"STATUS_OPENED"`}, {"message", `"opened"`}}, {{"type", `300`}, {"data", `"txt"`}},
		{{"type", `17`}}, {{"type", `4242`}, {"message", `"not known"`}}, {{"type", `"error"`}, {"message", `"not a code"`}},
		{{"type", `"TypeError"`}, {"data", `{}`}}, {{"type", `{"type":17}`}, {"message", `"x"`}},
		{{"Error", `{"type":17}`}}, {{"errors", `[{"type":17}]`}}, {{"error_type", `17`}}, {{"errorType", `"onerror"`}},
		{{"result", `{"error":{"type":17,"message":"inner"}}`}}, {{"result", `{"error.type":17}`}},
		{{"detail", `"\"error\":{\"type\":17}"`}}, {{"detail", `"{\"error\":{\"type\":17}}"`}}, {{"x", `[{"error":{"type":17}}]`}},
		{},
	}
}

// writeErrorForms writes records that are errors, and such as are none, in
// every form.
func writeErrorForms(f *file, n int) {
	forms, none := errorForms(), noErrors()
	for i := range max(n, 3*len(forms)) {
		o, r := f.head("error")
		c := f.code()
		for c.Number == 0 {
			c = f.code()
		}
		o, r.code = forms[i%len(forms)](f.gen, o, c)
		f.record(o.String(), r)
		if i%3 == 0 {
			o, r := f.head("info")
			f.record(append(o, none[i/3%len(none)]...).String(), r)
		}
	}
	for _, members := range none {
		o, r := f.head("info")
		f.record(append(o, members...).String(), r)
	}
	f.record(`{}`, fact{})
	f.record(`{"":""}`, fact{})
}
