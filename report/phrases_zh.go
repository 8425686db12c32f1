package report

import "imlens/catalog"

func chinese() *phrases {
	same := func(s string) plural { return plural{s, s} }
	return &phrases{
		HeadUsersSpan: "{span}内 {users}共出现 {errors}",
		HeadUsers:     "{users}共出现 {errors}",
		HeadSpan:      "{span}内共出现 {errors}（用户未知）",
		Head:          "共出现 {errors}（用户未知）",
		HeadShare:     "；{share} 属于{category}",
		HeadAll:       "；全部属于{category}",
		HeadOne:       "：{category}",
		CauseAll:      "，均为{cause}",
		CauseMost:     "，多为{cause}",
		CauseSome:     "，以{cause}居多",
		CauseOne:      "，{cause}",
		Interrupted:   "（已中断：仅统计中断前读到的内容）",
		Stop:          "。",
		NoErrors:      "{records}中没有发现错误",
		NoErrorsHint:  "没有发现错误，但抽样中有 {hinted}看起来像错误，而 imlens 尚不知道去哪里读取",
		NoRecords:     "没有发现错误：输入中没有任何记录",

		Errors:      same("{n} 个错误"),
		Users:       same("{n} 名用户"),
		Records:     same("{n} 条记录"),
		Files:       same("{n} 个文件"),
		Lines:       same("{n} 行"),
		Seconds:     same("{n} 秒"),
		Minutes:     same("{n} 分钟"),
		Hours:       same("{n} 小时"),
		Days:        same("{n} 天"),
		Weeks:       same("{n} 周"),
		UnreadFiles: same("其中 {n} 个未读完"),
		More:        same("另有 {n} 项"),
		MoreIn:      same("另有 {n} 项，共 {errors}"),

		Period: "时段", Input: "输入", DoFirst: "先做", List: "，", Colon: "：",
		FromTo: "{from} 至 {to}", Undated: "所有错误都没有时间", Zone: "{text}，{zone}",
		Truncated: "{text}；",

		ErrorCol: "错误", UserCol: "用户", RecordCol: "记录", ShareCol: "占比", CategoryCol: "类别",
		CodeCol: "错误码", NameCol: "名称", CauseCol: "原因", LikelyCol: "可能原因", AdviceCol: "处理办法",
		ValueCol: "取值", TemplateCol: "消息", PeakCol: "峰值", TotalCol: "合计", CourseCol: "走势",
		LastCol: "最近出现", WhatCol: "项目", CountCol: "数量", WhyCol: "说明", WhereCol: "位置",
		TextCol: "内容", StatusCol: "状态", FileCol: "文件", ProblemCol: "问题", TryCol: "可尝试",
		ExampleCol: "示例", CauseIDCol: "标识",

		TitleCategories: "类别", TitleCodes: "错误码", TitleCauses: "可能原因与处理办法",
		TitleTimeline: "时间线", TitleMessages: "消息", TitleInput: "哪些没有计入，为什么",
		TitleSkipped: "被跳过的行（前几行）", TitleSources: "未读完的文件",
		TitleHints: "错误可能在这里", TitleVersion: "SDK 版本", TitleAppKey: "App Key",
		TitleBrowser: "浏览器", TitleOS: "操作系统", TitleCatalogue: "错误码",
		TimelineNote: "{from} 至 {to}；每个字符为 {step}，各行按自身峰值缩放。",
		HintNote:     "下列位置看起来是错误码。要读取其中之一，请加上参数重新运行：",

		InLines: "行", InRecords: "记录", InErrors: "错误", InNotErrors: "非错误", InFiltered: "被过滤",
		InNotJSON: "非 JSON", InTooLong: "过长", InUndated: "无时间", InOutside: "时间线之外",
		InPassed:     "略过的文件",
		WhyLines:     "{files}，文本共 {size}",
		WhyErrors:    "已计入上文",
		WhyNotErrors: "不含错误的记录",
		WhyFiltered:  "被 --since、--code 等条件排除",
		WhyNotJSON:   "不含有效 JSON 对象的行",
		WhyTooLong:   "超过 --max-line 的行或记录",
		WhyUndated:   "没有可识别时间的错误：已计数，不在时间线上",
		WhyOutside:   "时间与其他错误相距过远：已计数，未画出",
		WhyPassed:    "目录中的隐藏文件与二进制文件",

		NotJSON: "非 JSON", TooLong: "过长", Partial: "未读完", Failed: "读取失败",
		None: "（无）", Rest: "（其他）", NoCode: "（无）",

		AlsoNamed: "别名", Meaning: "含义", Versions: "SDK", NoVersions: "未见任何版本发出",
		Codes: "错误码", Category: "类别", Status: "状态",
		AdviceLabel: "处理办法", Statuses: [statuses]string{"在用", "旧版", "停用", "不是错误"},
		Categories: [catalog.NumCategories]string{"鉴权", "连接", "消息", "群组", "文件", "其他"},
	}
}
