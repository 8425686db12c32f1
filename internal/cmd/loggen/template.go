package main

import (
	"fmt"
	"strconv"
	"strings"
)

// kind is what a step of a template appends after its literal.
type kind uint8

const (
	nothing kind = iota
	small        // a number below a thousand
	id           // a group's or message's id of twelve digits
	mid          // a message id of nineteen digits
	stamp        // the time in epoch milliseconds
	user         // the user of the line
)

// step is a literal and the value behind it.
type step struct {
	literal string
	value   kind
}

// compile makes a template of a text with $n, $id, $mid, $ms and $user in it.
func compile(text string) []step {
	names := []struct {
		name string
		kind kind
	}{{"$mid", mid}, {"$ms", stamp}, {"$id", id}, {"$n", small}, {"$user", user}}
	var steps []step
	for {
		at, found := len(text), -1
		for i, n := range names {
			if p := strings.Index(text, n.name); p >= 0 && p < at {
				at, found = p, i
			}
		}
		if found < 0 {
			return append(steps, step{text, nothing})
		}
		steps = append(steps, step{text[:at], names[found].kind})
		text = text[at+len(names[found].name):]
	}
}

// variant is one way an error of a code looks in a line: everything from the
// event on.
type variant struct {
	asObject []step
	asText   []step // the same with data as JSON text; nil when data is no REST error
}

// variants returns the ways of a code, of which one in three has a message
// with an id or a number in it.
func variants(number int, message string) []variant {
	events := []string{"onError", "reject:open", "reject:send", "onDisconnected", "reject:getGroupInfo", "reject:joinGroup"}
	texts := []string{message, message, variable(number, message)}
	answers := restErrors()[number]
	var all []variant
	for i := range 6 {
		event, text := events[(i+number)%len(events)], texts[i%len(texts)]
		if len(answers) == 0 {
			all = append(all, variant{asObject: compile(line(event, number, text, smallData(number, i)))})
			continue
		}
		rest := answers[i%len(answers)]
		if i%len(texts) < 2 {
			text = rest.description
		}
		body := fmt.Sprintf(`{"error":%q,"exception":"com.easemob.group.exception.%s","timestamp":$ms,"duration":$n,"error_description":%q}`,
			rest.name, rest.name, rest.description)
		all = append(all, variant{
			asObject: compile(line(event, number, text, body)),
			asText:   compile(line(event, number, text, strconv.Quote(body))),
		})
	}
	return all
}

// line is the tail of a line, from the event on.
func line(event string, number int, message, data string) string {
	return fmt.Sprintf(`,"event":%q,"error":{"type":%d,"message":%q,"data":%s}}`, event, number, message, data)
}

// variable is a message of a code that has something else in it each time.
func variable(number int, message string) string {
	switch number {
	case 17:
		return "Application acme/chat Entity user requires that property named username be unique, value of $user exists"
	case 602:
		return "users [$user] are not members of this group!"
	case 605:
		return "grpID $id does not exist!"
	case 1, 2, 40:
		return message + " after $n ms"
	case 101, 200:
		return message + ": im_$id.jpg"
	case 16, 39:
		return message + ", attempt $n"
	}
	return message + " (id: $id)"
}

// restError is what the service answers.
type restError struct{ name, description string }

// restErrors returns the answers behind the codes that wrap one.
func restErrors() map[int][]restError {
	return map[int][]restError{
		1: {{"invalid_grant", "invalid username or password"}, {"invalid_grant", "user not found"}},
		17: {
			{"unauthorized", "Unable to authenticate due to expired access token"},
			{"service_resource_not_found", "Service resource not found"},
			{"illegal_argument", "this is an invalid request."},
			{"reach_limit", "This request has reached api limit"},
		},
		101: {{"Request Entity Too Large", "Request Entity Too Large"}, {"illegal_argument", "file type not allowed"}},
		503: {{"web_application", "unknown server fault"}},
		505: {{"service open exception", "message recall service not open!"}},
		602: {{"forbidden_op", "users are not members of this group!"}},
		603: {{"forbidden_op", "permission denied"}},
		605: {{"service_resource_not_found", "do not find this group"}},
	}
}

// smallData is the data of a code that wraps no answer of the service.
func smallData(number, i int) string {
	switch number {
	case 40:
		return `{"status":{"errorCode":"FAIL","reason":"Sorry, token expired"},"resource":"webim_res_$ms"}`
	case 206, 207, 216, 217:
		return `{"loginInfoCustomExt":"{\"device\":\"phone $n\"}","resource":"webim_random_$ms","elapse":$n}`
	case 16, 39, 32:
		return `{"url":"wss://im-api-v2-$n.example.com/websocket","readyState":3,"code":1006,"wait":$n}`
	}
	return [...]string{
		`{"id":"$id","mid":"$mid","to":"$id","elapse":$n}`,
		`{"id":"$id","mid":"$mid","reason":"refused by the service","elapse":$n}`,
		`{"id":"$id","mid":"$mid","to":"$user","chatType":"singleChat","msgType":"txt","length":$n}`,
	}[i%3]
}

// quiet returns the tails of lines that are no errors.
func quiet() [][]step {
	return [][]step{
		compile(`,"event":"onTextMessage","detail":{"id":"$id","mid":"$mid","from":"$user","to":"$id","chatType":"groupChat","latency":$n,"read":false}}`),
		compile(`,"event":"send","detail":{"id":"$id","mid":"$mid","to":"$id","chatType":"singleChat","msgType":"txt","length":$n,"elapse":$n,"retry":0}}`),
		compile(`,"event":"onConnected","detail":{"url":"wss://im-api-v2.example.com/websocket","resource":"webim_random_$ms","elapse":$n,"provision":$n,"unread":$n}}`),
		compile(`,"event":"getGroupInfo","detail":{"groupId":"$id","status":200,"elapse":$n,"members":$n,"cached":false,"url":"https://a1.example.com/acme/chat/chatgroups"}}`),
	}
}
