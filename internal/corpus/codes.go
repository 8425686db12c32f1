package corpus

import (
	"strconv"
	"strings"
)

// Code is one code of the SDK as the corpora use it.
type Code struct {
	Number  int
	Name    string
	Message string // a text that SDKs put beside it
}

// SeedCodes returns the thirty codes of the vendor's own table.
func SeedCodes() []Code {
	return []Code{
		{16, "WEBIM_CONNCTION_DISCONNECTED", "websocket has been disconnected"},
		{17, "WEBIM_CONNCTION_AJAX_ERROR", "Service resource not found"},
		{39, "WEBIM_CONNECTION_CLOSED", "not login"},
		{40, "WEBIM_CONNECTION_ERROR", "provision error"},
		{1, "WEBIM_CONNCTION_OPEN_ERROR", "invalid username or password"},
		{28, "WEBIM_CONNCTION_TOKEN_NOT_ASSIGN_ERROR", "token not assign error"},
		{206, "WEBIM_CONNCTION_USER_LOGIN_ANOTHER_DEVICE", "the user is already logged on another device"},
		{101, "WEBIM_UPLOADFILE_ERROR", "Failed to upload the file"},
		{602, "GROUP_NOT_JOINED", "not in group or chatroom"},
		{603, "PERMISSION_DENIED", "permission denied"},
		{605, "GROUP_NOT_EXIST", "group not found"},
		{31, "WEBIM_CONNCTION_CALLBACK_INNER_ERROR", "when executing success function error"},
		{2, "WEBIM_CONNCTION_AUTH_ERROR", "Auth failed"},
		{501, "MESSAGE_INCLUDE_ILLEGAL_CONTENT", "sensitive words"},
		{504, "MESSAGE_RECALL_TIME_LIMIT", "exceed recall time limit"},
		{505, "SERVICE_NOT_ENABLED", "message recall disabled"},
		{507, "SERVICE_NOT_ALLOW_MESSAGING_MUTE", "you were muted"},
		{200, "WEBIM_DOWNLOADFILE_ERROR", "download failed"},
		{503, "SERVER_UNKNOWN_ERROR", "unknown error"},
		{604, "WEBIM_LOAD_MSG_ERROR", "no route"},
		{32, "WEBIM_CONNCTION_CLIENT_OFFLINE", "Not logged in"},
		{102, "WEBIM_UPLOADFILE_NO_LOGIN", "AccessToken cannot be empty"},
		{502, "MESSAGE_EXTERNAL_LOGIC_BLOCKED", "denied by app server"},
		{506, "SERVICE_NOT_ALLOW_MESSAGING", "not in group or chatroom white list"},
		{217, "WEBIM_CONNCTION_USER_KICKED_BY_OTHER_DEVICE", "the user was kicked by other device"},
		{216, "WEBIM_CONNCTION_USER_KICKED_BY_CHANGE_PASSWORD", "the user was kicked by changing password"},
		{207, "WEBIM_CONNCTION_USER_REMOVED", "user has been removed"},
		{12, "WEBIM_CONNCTION_GETROSTER_ERROR", "get chat token failed"},
		{27, "WEBIM_CONNCTION_APPKEY_NOT_ASSIGN_ERROR", "the appKey is illegal"},
		{0, "WEBIM_CONNCTION_USER_NOT_ASSIGN_ERROR", "the user cannot be empty"},
	}
}

// codes returns all codes that the corpora use as known ones.
func codes() []Code {
	return append(SeedCodes(),
		Code{-1, "REQUEST_TIMEOUT", "Request Timeout"},
		Code{-2, "REQUEST_UNKNOWN", "Request Unknow Error"},
		Code{-3, "REQUEST_PARAMETER_ERROR", "Invalid parameter"},
		Code{50, "MAX_LIMIT", "Sorry, user register rate limit"},
		Code{56, "WEBIM_TOKEN_EXPIRED", "Sorry, token expired"},
		Code{204, "USER_NOT_FOUND", "User not found"},
		Code{500, "SERVER_BUSY", "Server is busy."},
		Code{510, "MESSAGE_WEBSOCKET_DISCONNECTED", "websocket disconnected"},
		Code{512, "MESSAGE_SEND_TIMEOUT", "send message timeout"},
		Code{700, "REST_PARAMS_STATUS", "appkey or token error"},
		Code{704, "CHATROOM_MEMBERS_FULL", "group member list is full!"},
		Code{800, "LOCAL_DB_OPERATION_FAILED", "local db error"},
		Code{999, "SDK_RUNTIME_ERROR", "send message error"},
		Code{1400, "CONVERSATION_NOT_EXIST", "conversation not found"},
	)
}

// text is the code as reports name it and as a plain JSON number.
func (c Code) text() string { return strconv.Itoa(c.Number) }

// forms returns the code as JSON text in every form that means the same.
func (c Code) forms() []string {
	n := c.text()
	forms := []string{n, n + ".0", n + ".00", quote(n), quote(n + ".0")}
	if c.Number >= 10 {
		mantissa := strings.TrimRight(n[:1]+"."+n[1:], "0")
		mantissa = strings.TrimSuffix(mantissa, ".")
		exponent := strconv.Itoa(len(n) - 1)
		forms = append(forms, mantissa+"e"+exponent, mantissa+"E+0"+exponent)
	}
	for _, name := range c.names() {
		forms = append(forms, quote(name))
	}
	return forms
}

// names returns the constant's name in its spellings and in any case.
func (c Code) names() []string {
	spellings := []string{c.Name}
	if old := "WEBIM_CONNCTION_"; strings.HasPrefix(c.Name, old) {
		spellings = append(spellings, "WEBIM_CONNECTION_"+c.Name[len(old):])
	}
	var names []string
	for _, name := range spellings {
		lower := strings.ToLower(name)
		names = append(names, name, lower, strings.ToUpper(lower[:1])+lower[1:])
	}
	return names
}

// stranger is a code that no catalogue knows.
type stranger struct {
	raw string // JSON text
	key string
}

func strangers() []stranger {
	return []stranger{
		{`4242`, "4242"}, {`"4242"`, "4242"}, {`4242.0`, "4242"}, {`-77`, "-77"}, {`61000`, "61000"},
		{`"TypeError"`, "TypeError"}, {`"AbortError"`, "AbortError"}, {`"SOME_FUTURE_ERROR"`, "SOME_FUTURE_ERROR"},
		{`"ECONNRESET"`, "ECONNRESET"}, {`"用户错误"`, "用户错误"},
	}
}
