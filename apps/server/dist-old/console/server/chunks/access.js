// src/lib/access.ts
var ROLES = {
	OWNER: {
		label: "Owner",
		may: "Everything, in every tenant."
	},
	TENANT_ADMIN: {
		label: "Tenant admin",
		may: "Everything inside a tenant."
	},
	SCIM_MANAGER: {
		label: "SCIM manager",
		may: "Directories, their policy and their tokens."
	},
	TOKEN_MANAGER: {
		label: "Token manager",
		may: "Tokens of directories, nothing else."
	},
	AUDITOR: {
		label: "Auditor",
		may: "Reads people, groups and the audit log. Changes nothing."
	}
};
var ADMIN_ROLES = Object.keys(ROLES);
var toRoleLabel = (role) => ROLES[role].label;
var toRoleDescription = (role) => ROLES[role].may;
export { toRoleDescription as n, toRoleLabel as r, ADMIN_ROLES as t };

//# sourceMappingURL=access.js.map