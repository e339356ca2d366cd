// src/lib/format/audit.ts
var SPECIAL = {
	"admin.signed_in": "Admin signed in",
	"admin.signed_out": "Admin signed out",
	"api_key.created": "API key created",
	"api_key.revoked": "API key revoked"
};
/** "user.deactivated" as people read it: "User deactivated". */
function toActionLabel(action) {
	const special = SPECIAL[action];
	if (special !== void 0) return special;
	const words = action.replace(/[._-]+/g, " ").trim();
	return words.charAt(0).toUpperCase() + words.slice(1);
}
/** What kind of act it is; lists show it as an icon. */
function toActionKind(action) {
	const verb = action.split(".").at(-1) ?? "";
	if (/^(created|added|activated|granted|issued|restored|completed)/.test(verb)) return "add";
	if (/^(deleted|removed|revoked|deactivated|purged|disabled)/.test(verb)) return "remove";
	if (/sign|session|password|invit/.test(action)) return "access";
	return "change";
}
/** "api_key" as people read it: "API key". */
function toTargetTypeLabel(type) {
	const words = type.replace(/_/g, " ").replace(/\bapi\b/i, "API");
	return words.charAt(0).toUpperCase() + words.slice(1);
}
var ACTORS = {
	CREDENTIAL: "Identity provider",
	ADMIN: "Admin",
	API_KEY: "API key",
	COMMAND_LINE: "Command line",
	SYSTEM: "Rollcall"
};
var ACTOR_TYPES = Object.keys(ACTORS);
var toActorTypeLabel = (type) => ACTORS[type];
export { toTargetTypeLabel as a, toActorTypeLabel as i, toActionKind as n, toActionLabel as r, ACTOR_TYPES as t };

//# sourceMappingURL=audit.js.map