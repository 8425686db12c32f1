// Asks DuckDB what imlens answers: rows and distinct users by error code, hour,
// SDK version and the service's error name. Prints the version, then for each
// way to ask it: name, seconds of the query alone, rows, groups.
//
//     node bench/duckdb.js FILE [WAY]
//
// NODE_PATH has to lead to @duckdb/node-api.
"use strict";
const { DuckDBInstance } = require("@duckdb/node-api");

const [file, only] = process.argv.slice(2);
const quoted = `'${file.replaceAll("'", "''")}'`;

// group puts four expressions over a table into the question. The outer query
// keeps the transport of the groups to JavaScript out of the time.
const group = (from, code, hour, sdk, rest, user) => `
	SELECT sum(n)::BIGINT, count(*), sum(users)::BIGINT FROM (
		SELECT ${code} AS code, ${hour} AS hour, ${sdk} AS sdk, ${rest} AS rest,
			count(*) AS n, approx_count_distinct(${user}) AS users
		FROM ${from} GROUP BY ALL)`;

const read = (error, ts = "VARCHAR", options = "") => `read_json(${quoted}, format = 'newline_delimited', columns = {
	ts: '${ts}', userId: 'VARCHAR', sdkVersion: 'VARCHAR', error: '${error}'}${options})`;

const half = 'STRUCT("type" BIGINT, "data" JSON)';
const hour = "substr(ts, 1, 13)";
const objects = "json_extract_string(json, ['$.error.type', '$.ts', '$.sdkVersion', '$.error.data.error', '$.userId'])";

const ways = {
	"struct": group(read(half), "error.type", hour, "sdkVersion", "error.data->>'error'", "userId"),
	"struct, small buffers": group(read(half, "VARCHAR", ", maximum_object_size = 1048576"),
		"error.type", hour, "sdkVersion", "error.data->>'error'", "userId"),
	"struct, timestamps": group(read(half, "TIMESTAMP"),
		"error.type", "date_trunc('hour', ts)", "sdkVersion", "error.data->>'error'", "userId"),
	"json column": group(read("JSON"), "error->>'type'", hour, "sdkVersion", "error->'data'->>'error'", "userId"),
	"whole objects": group(`(SELECT ${objects} AS x FROM read_ndjson_objects(${quoted}))`,
		"x[1]", "substr(x[2], 1, 13)", "x[3]", "x[4]", "x[5]"),
};

async function main() {
	const db = await (await DuckDBInstance.create(":memory:")).connect();
	await db.run("SET threads = 2");
	await db.run("SET preserve_insertion_order = false");
	const version = (await db.runAndReadAll("SELECT version()")).getRows()[0][0];
	console.log(version);
	await db.run(`SELECT * FROM ${read("JSON")} LIMIT 1`); // what is loaded at the first use is loaded now
	for (const [name, sql] of Object.entries(ways)) {
		if (only && only !== name) continue;
		const start = process.hrtime.bigint();
		const rows = (await db.runAndReadAll(sql)).getRows();
		const seconds = Number(process.hrtime.bigint() - start) / 1e9;
		console.log([name, seconds.toFixed(4), ...rows[0]].join("\t"));
	}
}

main().catch((err) => {
	console.error("duckdb:", err.message);
	process.exit(1);
});
