package corpus

import "fmt"

// UserAgents returns about sixty user agents of browsers, mobile browsers,
// mini programs and web views, the most used first.
func UserAgents() []string {
	var agents []string
	add := func(format string, versions ...string) {
		for _, v := range versions {
			agents = append(agents, fmt.Sprintf(format, v))
		}
	}
	const (
		win     = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
		mac     = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
		linux   = "Mozilla/5.0 (X11; Linux x86_64)"
		blink   = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%[1]s.0.0.0"
		webkit  = " AppleWebKit/605.1.15 (KHTML, like Gecko)"
		android = "Mozilla/5.0 (Linux; Android "
	)
	add(win+blink+" Safari/537.36", "142", "141", "140", "139", "138", "135", "131", "126", "109")
	add("Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)"+webkit+" Version/%s Mobile/15E148 Safari/604.1", "18.6", "18.5", "18.1")
	add(android+"10; K)"+blink+" Mobile Safari/537.36", "142", "141", "139", "137", "130", "120")
	add(mac+blink+" Safari/537.36", "142", "141", "140", "136", "128")
	add("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X)"+webkit+" Mobile/15E148 MicroMessenger/%s NetType/WIFI Language/zh_CN miniProgram/wx1a2b3c4d5e6f7081",
		"8.0.61(0x18003d2a)", "8.0.58(0x18003a2f)", "8.0.54(0x18003627)")
	add(android+"15; 24053PY09C Build/AQ3A.240627.003; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.103 Mobile Safari/537.36 XWEB/1300473 MMWEBSDK/20250201 MicroMessenger/%s Weixin NetType/4G Language/zh_CN ABI/arm64 MiniProgramEnv/android",
		"8.0.61.2880(0x28003D34)", "8.0.57.2820(0x28003950)")
	add(mac+webkit+" Version/%s Safari/605.1.15", "18.6", "18.5", "18.3", "17.6", "16.6")
	add(win+blink+" Safari/537.36 Edg/%[1]s.0.0.0", "142", "141", "140", "138", "134")
	add("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:%[1]s.0) Gecko/20100101 Firefox/%[1]s.0", "144", "143", "140", "128", "115")
	add("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:%[1]s.0) Gecko/20100101 Firefox/%[1]s.0", "144", "140")
	add("Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:%[1]s.0) Gecko/20100101 Firefox/%[1]s.0", "144", "143")
	add(linux+blink+" Safari/537.36", "142", "139", "133")
	add(android+"14; SM-S9280)"+" AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/%s Chrome/136.0.0.0 Mobile Safari/537.36", "28.0", "27.0")
	add("Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X)"+webkit+" Version/%s Mobile/15E148 Safari/604.1", "17.7", "16.7")
	add(android+"12; HarmonyOS; ALN-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.5735.196 HuaweiBrowser/%s Mobile Safari/537.36", "16.0.4.300", "15.0.9.302")
	add(win+blink+" Safari/537.36 OPR/%[1]s.0.0.0", "122", "118")
	add(win+" AppleWebKit/537.36 (KHTML, like Gecko) Chrome/132.0.6834.210 Electron/%s Safari/537.36", "34.5.8")
	add("Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X)"+webkit+" CriOS/%s Mobile/15E148 Safari/604.1", "141.0.7390.96")
	return agents
}
