package corpus

import (
	"strconv"
	"time"
)

// timeForms returns the forms in which a time can stand in a record. A form
// says how much of the time it keeps.
func timeForms() []func(t time.Time) (raw string, kept time.Time) {
	layout := func(layout string, zone *time.Location, unit time.Duration) func(time.Time) (string, time.Time) {
		return func(t time.Time) (string, time.Time) {
			t = t.Truncate(unit)
			return quote(t.In(zone).Format(layout)), t
		}
	}
	epoch := func(unit time.Duration, quoted bool) func(time.Time) (string, time.Time) {
		return func(t time.Time) (string, time.Time) {
			t = t.Truncate(unit)
			n := strconv.FormatInt(t.UnixNano()/int64(unit), 10)
			if quoted {
				n = quote(n)
			}
			return n, t
		}
	}
	kolkata, newYork := time.FixedZone("", 5*3600+1800), time.FixedZone("", -5*3600)
	return []func(time.Time) (string, time.Time){
		layout("2006-01-02T15:04:05Z07:00", time.UTC, time.Second),
		layout("2006-01-02T15:04:05.000Z07:00", time.UTC, time.Millisecond),
		layout("2006-01-02T15:04:05.000000Z07:00", time.UTC, time.Millisecond),
		layout("2006-01-02T15:04:05.000000000Z07:00", time.UTC, time.Millisecond),
		layout("2006-01-02T15:04:05.0Z07:00", time.UTC, 100*time.Millisecond),
		layout("2006-01-02T15:04:05.000Z07:00", Zone(), time.Millisecond),
		layout("2006-01-02T15:04:05Z07:00", kolkata, time.Second),
		layout("2006-01-02T15:04:05.000Z07:00", newYork, time.Millisecond),
		layout("2006-01-02 15:04:05.000", Zone(), time.Millisecond),
		layout("2006-01-02 15:04:05,000", Zone(), time.Millisecond),
		layout("2006-01-02 15:04:05", Zone(), time.Second),
		epoch(time.Second, false), epoch(time.Millisecond, false), epoch(time.Microsecond, false), epoch(time.Nanosecond, false),
		epoch(time.Second, true), epoch(time.Millisecond, true), epoch(time.Microsecond, true), epoch(time.Nanosecond, true),
	}
}

// timeKeys are the names under which a time is looked for, in that order.
func timeKeys() []string {
	return []string{"ts", "time", "timestamp", "@timestamp", "datetime", "date", "created_at", "timeUnixNano"}
}

// writeTimes writes records with times in every form under every name, with
// none, with several, and with unreadable ones before a readable one.
func writeTimes(f *file, n int) {
	forms, keys := timeForms(), timeKeys()
	unreadable := []string{`null`, `""`, `"yesterday"`, `"08:08:58:727"`, `true`, `{}`, `[]`, `"2026-13-45T99:00:00Z"`}
	for i := range max(n, len(forms)*len(keys)) {
		o, r := f.event()
		o = o[1:]
		key := i / len(forms) % len(keys)
		raw, kept := forms[i%len(forms)](r.at)
		r.at = kept
		times := object{{keys[key], raw}}
		switch i % 7 {
		case 1: // an unreadable one under an earlier name
			if key > 0 {
				times = object{{keys[f.IntN(key)], pick(f.gen, unreadable...)}, times[0]}
			}
		case 2: // a readable one under a later name, standing in front or behind
			if key+1 < len(keys) {
				later, _ := forms[f.IntN(len(forms))](r.at.Add(-time.Hour))
				times = append(times, member{keys[key+1+f.IntN(len(keys)-key-1)], later})
				f.Shuffle(2, func(i, j int) { times[i], times[j] = times[j], times[i] })
			}
		case 3: // the same name again: the first counts
			times = append(times, member{keys[key], `"2001-01-01T00:00:00Z"`})
		case 4:
			if f.chance(2) { // none at all, or none that can be read
				times, r.at = nil, time.Time{}
			} else if f.chance(2) {
				times, r.at = object{{keys[key], pick(f.gen, unreadable...)}}, time.Time{}
			}
		}
		if f.chance(2) {
			o = append(times, o...)
		} else {
			o = append(o, times...)
		}
		f.record(o.String(), r)
	}
}

// place puts members at the root or into one of the objects where they are
// looked for as well.
func (g *gen) place(o object, members object) object {
	if len(members) == 0 {
		return o
	}
	if g.chance(3) {
		return append(o, members...)
	}
	where := pick(g, "context", "client", "extra", "labels", "tags")
	for i, m := range o { // the object may be there already
		if m.name == where {
			raw := m.raw[:len(m.raw)-1]
			for _, add := range members {
				raw += "," + quote(add.name) + ":" + add.raw
			}
			o[i].raw = raw + "}"
			return o
		}
	}
	return o.add(where, members.String())
}

// writeFields writes users, app keys, SDK versions and user agents under every
// name, at the root and below it, and without them.
func writeFields(f *file, n int) {
	users := []string{"userId", "user_id", "userid", "uid", "username", "user", "deviceId"}
	for i := range max(n, 70) {
		whole, r := f.event()
		o := append(object{}, whole[0], whole[1])
		user := i % len(users)
		names := object{{users[user], quote(r.user)}}
		switch i / len(users) % 5 {
		case 1: // a number
			r.user = strconv.Itoa(10000 + f.IntN(500))
			names[0].raw = r.user
		case 2: // another one under a later name of the same object
			if user+1 < len(users) {
				names = append(names, member{users[user+1+f.IntN(len(users)-user-1)], `"somebody-else"`})
				f.Shuffle(2, func(i, j int) { names[i], names[j] = names[j], names[i] })
			}
		case 3:
			if f.chance(2) {
				names, r.user = nil, ""
			}
		}
		o = f.place(o, names)
		o = f.place(o, f.maybe(&r.app, "appKey", "app_key", "appkey"))
		o = f.place(o, f.maybe(&r.sdk, "sdkVersion", "sdk_version", "version"))
		o = f.place(o, object{{pick(f.gen, "ua", "userAgent", "user_agent"), whole[5].raw}})
		o = append(o, whole[6:]...)
		if f.chance(2) { // the error before all else
			last := len(o) - 1
			o = append(object{o[last]}, o[:last]...)
		}
		f.record(o.String(), r)
	}
}

// maybe is the value under one of the names, or, now and then, no member at
// all; the value is emptied then.
func (g *gen) maybe(value *string, names ...string) object {
	if g.chance(6) {
		*value = ""
		return nil
	}
	return object{}.addText(pick(g, names...), *value)
}
