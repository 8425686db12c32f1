package parser

// slot is a member of a record's root that means something to imlens. Within
// each group the order is the order of precedence.
type slot uint8

const (
	slotNone slot = iota

	slotTS
	slotTime
	slotTimestamp
	slotAtTimestamp
	slotDatetime
	slotDate
	slotCreatedAt
	slotTimeUnixNano

	slotUserID
	slotUserID2 // user_id
	slotUserID3 // userid
	slotUID
	slotUsername
	slotUser
	slotDeviceID

	slotAppKey
	slotAppKey2 // app_key
	slotAppKey3 // appkey

	slotSDK  // sdkVersion
	slotSDK2 // sdk_version
	slotSDK3 // version

	slotUA
	slotUA2 // userAgent
	slotUA3 // user_agent

	slotContext
	slotClient
	slotExtra
	slotLabels
	slotTags

	slotMessage
	slotMsg
	slotLog
	slotBody
	slotMESSAGE

	slotLogs
	slotEvents
	slotRecords
	slotList
	slotBatch
	slotSLSLogs // __logs__

	slotResourceLogs
	slotError
	slotErrorType    // the literal key "error.type"
	slotErrorMessage // the literal key "error.message"
	slotType
	slotData
	slotReason
	slotStream
	slotEvent
	slotAttributes

	numSlots
)

// slotGroup is a run of slots, first to last, in order of precedence.
type slotGroup struct{ first, last slot }

var (
	timeSlots      = slotGroup{slotTS, slotTimeUnixNano}
	userSlots      = slotGroup{slotUserID, slotUser}
	deviceSlots    = slotGroup{slotDeviceID, slotDeviceID}
	appSlots       = slotGroup{slotAppKey, slotAppKey3}
	sdkSlots       = slotGroup{slotSDK, slotSDK3}
	uaSlots        = slotGroup{slotUA, slotUA3}
	containerSlots = slotGroup{slotContext, slotTags}
	carrierSlots   = slotGroup{slotMessage, slotMESSAGE}
	batchSlots     = slotGroup{slotLogs, slotSLSLogs}
)

// bit is the slot's place in a set of slots.
func (s slot) bit() uint64 { return 1 << s }

// bits is the group as a set of slots.
func (g slotGroup) bits() uint64 { return (1<<(g.last+1) - 1) &^ (1<<g.first - 1) }

// slotOf tells which slot a key of a record's root is.
func slotOf(key []byte) slot {
	switch string(key) {
	case "ts":
		return slotTS
	case "time":
		return slotTime
	case "timestamp":
		return slotTimestamp
	case "@timestamp":
		return slotAtTimestamp
	case "datetime":
		return slotDatetime
	case "date":
		return slotDate
	case "created_at":
		return slotCreatedAt
	case "timeUnixNano":
		return slotTimeUnixNano
	case "userId":
		return slotUserID
	case "user_id":
		return slotUserID2
	case "userid":
		return slotUserID3
	case "uid":
		return slotUID
	case "username":
		return slotUsername
	case "user":
		return slotUser
	case "deviceId":
		return slotDeviceID
	case "appKey":
		return slotAppKey
	case "app_key":
		return slotAppKey2
	case "appkey":
		return slotAppKey3
	case "sdkVersion":
		return slotSDK
	case "sdk_version":
		return slotSDK2
	case "version":
		return slotSDK3
	case "ua":
		return slotUA
	case "userAgent":
		return slotUA2
	case "user_agent":
		return slotUA3
	}
	return structuralSlotOf(key)
}

// structuralSlotOf knows the keys that make a record an error or a wrapper.
func structuralSlotOf(key []byte) slot {
	switch string(key) {
	case "error":
		return slotError
	case "message":
		return slotMessage
	case "msg":
		return slotMsg
	case "log":
		return slotLog
	case "body":
		return slotBody
	case "MESSAGE":
		return slotMESSAGE
	case "context":
		return slotContext
	case "client":
		return slotClient
	case "extra":
		return slotExtra
	case "labels":
		return slotLabels
	case "tags":
		return slotTags
	case "logs":
		return slotLogs
	case "events":
		return slotEvents
	case "records":
		return slotRecords
	case "list":
		return slotList
	case "batch":
		return slotBatch
	case "__logs__":
		return slotSLSLogs
	case "resourceLogs":
		return slotResourceLogs
	case "error.type":
		return slotErrorType
	case "error.message":
		return slotErrorMessage
	case "type":
		return slotType
	case "data":
		return slotData
	case "reason":
		return slotReason
	case "stream":
		return slotStream
	case "event":
		return slotEvent
	case "attributes":
		return slotAttributes
	}
	return slotNone
}

// errorKey is a member of the error object, or of an object inside it, that
// is evidence.
type errorKey uint8

const (
	keyNone    errorKey = iota
	keyType             // the code; of an object inside: a nested code
	keyMessage          // message, reason: what people read
	keyText             // other texts
	keyData             // the wrapped error or the service's answer
	keyService          // the service's error name
	keyHTTP             // an HTTP status
	keyStatus           // an HTTP status, but for the error object's own
)

// errorKeyOf tells what a key of the error object is.
func errorKeyOf(key []byte) errorKey {
	switch string(key) {
	case "type":
		return keyType
	case "message", "reason":
		return keyMessage
	case "errMsg", "error_description":
		return keyText
	case "data":
		return keyData
	case "error":
		return keyService
	case "httpCode", "statusCode":
		return keyHTTP
	case "status":
		return keyStatus
	}
	return keyNone
}
