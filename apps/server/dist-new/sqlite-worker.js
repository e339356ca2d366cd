import { t as TOO_LARGE } from "./worker-messages-D3M_L5ce.js";
import { parentPort, workerData } from "node:worker_threads";
import BetterSqlite3 from "better-sqlite3";
// ../../packages/store/src/dialect/sqlite-worker.ts
/**
* Runs statements on a read-only handle in a thread of its own, one message after another. It knows nothing else of the product, so that it loads from
* source and from the bundle alike. Started by SqliteReaders.
*/
const STATEMENTS_KEPT = 200;
const { path, busyTimeoutMs, cacheKib, maxResultBytes } = workerData;
const handle = new BetterSqlite3(path, {
	readonly: true,
	timeout: busyTimeoutMs
});
handle.pragma("query_only = on");
handle.pragma(`cache_size = -${cacheKib}`);
const statements = /* @__PURE__ */ new Map();
function prepare(text) {
	const kept = statements.get(text);
	statements.delete(text);
	const statement = kept ?? handle.prepare(text).raw(true);
	statements.set(text, statement);
	if (statements.size > STATEMENTS_KEPT) statements.delete(statements.keys().next().value);
	return statement;
}
const sizeOf = (value) => typeof value === "string" ? value.length : value instanceof Uint8Array ? value.byteLength : 8;
/**
* Rows are counted as they come, so that a result beyond the bound is never whole in memory. The memory of bytes is added to `moved`: it changes hands
* instead of being copied, and each value of better-sqlite3 has its own.
*/
function query({ sql, parameters }, moved) {
	const statement = prepare(sql);
	const rows = [];
	let bytes = 0;
	for (const row of statement.iterate(...parameters)) {
		for (const value of row) {
			bytes += sizeOf(value);
			if (value instanceof Uint8Array) moved.push(value.buffer);
		}
		if (bytes > maxResultBytes) return {
			failed: TOO_LARGE,
			message: `the result is larger than ${maxResultBytes} bytes`
		};
		rows.push(row);
	}
	return {
		columns: statement.columns().map(({ name }) => name),
		rows
	};
}
function answer(asked, moved) {
	try {
		if (!handle.inTransaction) handle.exec("begin");
		return query(asked, moved);
	} catch (error) {
		return {
			failed: error.code ?? "",
			message: error.message
		};
	}
}
parentPort?.on("message", (request) => {
	if (request === "close") {
		handle.close();
		parentPort?.close();
	} else if (request === "end") {
		if (handle.inTransaction) handle.exec("commit");
	} else {
		const moved = [];
		const answers = request.queries.map((asked) => answer(asked, moved));
		parentPort?.postMessage(answers, moved);
	}
});
export {};

//# sourceMappingURL=sqlite-worker.js.map