import { t as ACTOR_TYPES } from "./audit.js";
// src/lib/server/audit-filter.ts
/** What the address asks of the audit log. */
function auditFilterOf(url) {
	const text = (name) => url.searchParams.get(name)?.trim() ?? "";
	const actor = text("actor");
	return {
		action: text("action"),
		actor: ACTOR_TYPES.find((type) => type === actor) ?? "",
		actorId: text("actorId"),
		target: text("target"),
		request: text("request"),
		directory: text("directory"),
		from: text("from"),
		to: text("to")
	};
}
/** The same as the API's filter. Days are UTC, as the page says. */
function toApiFilter(filter, directoryId) {
	return {
		...filter.action === "" ? {} : { actions: [filter.action] },
		...filter.actor === "" ? {} : { actorTypes: [filter.actor] },
		...filter.actorId === "" ? {} : { actorId: filter.actorId },
		...filter.target === "" ? {} : { targetId: filter.target },
		...filter.request === "" ? {} : { requestId: filter.request },
		...directoryId === void 0 ? {} : { directoryId },
		...instant("from", filter.from),
		...instant("to", filter.to)
	};
}
/** A day means its start as `from` and its end as `to`; a full instant means itself. */
function instant(name, text) {
	const day = /^\d{4}-\d\d-\d\d$/.test(text);
	const at = Date.parse(day ? `${text}T${name === "from" ? "00:00:00.000" : "23:59:59.999"}Z` : text);
	return Number.isNaN(at) ? {} : { [name]: new Date(at).toISOString() };
}
export { toApiFilter as n, auditFilterOf as t };

//# sourceMappingURL=audit-filter.js.map