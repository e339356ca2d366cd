// src/lib/components/audit/audit-event.ts
/** What the target is called: its label when the event was written, its name now, or its id. */
function toTargetName({ label, node, databaseId }) {
	if (label) return label;
	switch (node?.__typename) {
		case "User":
		case "Group": return node.displayName;
		case "Credential": return `${node.name} (…${node.lastFour})`;
		case "Admin": return node.name || node.email;
		case "Directory":
		case "Tenant":
		case "Organisation":
		case "ApiKey": return node.name;
		default: return databaseId;
	}
}
/** Where the target can be looked at, while it exists. */
function toTargetPath({ node, databaseId }, tenantSlug) {
	if (node?.__typename === "Tenant") return `/t/${node.slug}`;
	if (tenantSlug === void 0) return void 0;
	const base = `/t/${tenantSlug}`;
	switch (node?.__typename) {
		case "User": return `${base}/people/${databaseId}`;
		case "Group": return `${base}/groups/${databaseId}`;
		case "Directory": return `${base}/directories/${node.slug}`;
		case "Credential": return `${base}/directories/${node.directory.slug}/credentials`;
		case "Organisation": return `${base}/organisations`;
		default: return;
	}
}
/** What changed, in a line; nothing of what was created, where everything is new. */
var toChangedText = ({ action, changed }) => action.endsWith(".created") ? "" : changed.join(", ");
export { toTargetName as n, toTargetPath as r, toChangedText as t };

//# sourceMappingURL=audit-event.js.map