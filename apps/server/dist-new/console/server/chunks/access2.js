import { n as request, t as graphql } from "./documents.js";
import { a as optionalTextOf, c as toFormErrors, i as failure, n as choiceOf, r as expiryOf, s as textOf, t as NOTHING_CHANGED } from "./forms.js";
import { t as ADMIN_ROLES } from "./access.js";
// src/lib/server/access-actions.ts
var CreateAdmin = graphql(`
  mutation CreateAdmin($input: CreateAdminInput!) {
    createAdmin(input: $input) { admin { name email } setupUrl repeated userErrors { path code message } }
  }
`);
var CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { apiKey { name } key repeated userErrors { path code message } }
  }
`);
var RevokeApiKey = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { name } userErrors { path code message } }
  }
`);
var REPEATED = { form: "This form was sent before. What it made was shown then and cannot be shown again." };
var roleOf = (form) => choiceOf(form, "role", ADMIN_ROLES);
/** Invites an admin: of the tenant that the form names, else of the whole instance. */
async function inviteAdmin(event) {
	const form = await event.request.formData();
	const input = {
		email: textOf(form, "email"),
		name: optionalTextOf(form, "name"),
		role: roleOf(form),
		tenantId: optionalTextOf(form, "tenantId"),
		idempotencyKey: optionalTextOf(form, "idempotencyKey")
	};
	const { createAdmin: payload } = await request(event, CreateAdmin, { input });
	const errors = toFormErrors(payload?.userErrors ?? [], [
		"email",
		"name",
		"role"
	]);
	if (errors !== void 0) return failure(errors, form, "invite");
	if (payload?.repeated) return failure(REPEATED, form, "invite");
	if (!payload?.admin) return failure(NOTHING_CHANGED, form, "invite");
	return {
		setupUrl: payload.setupUrl,
		invited: payload.admin.name || payload.admin.email
	};
}
/** Makes an API key: for the tenant that the form names, else for the whole instance. */
async function createApiKey(event) {
	const form = await event.request.formData();
	const input = {
		name: textOf(form, "name"),
		role: roleOf(form),
		tenantId: optionalTextOf(form, "tenantId"),
		expiresAt: expiryOf(form),
		idempotencyKey: optionalTextOf(form, "idempotencyKey")
	};
	const { createApiKey: payload } = await request(event, CreateApiKey, { input });
	const errors = toFormErrors(payload?.userErrors ?? [], ["name", "role"]);
	if (errors !== void 0) return failure(errors, form, "create");
	if (payload?.repeated) return failure(REPEATED, form, "create");
	if (!payload?.key) return failure(NOTHING_CHANGED, form, "create");
	return { key: payload.key };
}
async function revokeApiKey(event) {
	const form = await event.request.formData();
	const { revokeApiKey: payload } = await request(event, RevokeApiKey, { input: { id: textOf(form, "id") } });
	const errors = toFormErrors(payload?.userErrors ?? [], []);
	if (errors !== void 0) return failure(errors, form, "revoke");
	if (!payload?.apiKey) return failure(NOTHING_CHANGED, form, "revoke");
	return { done: `${payload.apiKey.name} is revoked. It is refused from now on.` };
}
// src/lib/server/graphql/access.ts
/** What lists of admins show. */
var AdminRows = graphql(`
  fragment AdminRows on AdminConnection {
    nodes { id email name ready disabledAt createdAt grants { role tenant { slug name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`);
/** What lists of API keys show. */
var ApiKeyRows = graphql(`
  fragment ApiKeyRows on ApiKeyConnection {
    nodes { id name lastFour state createdAt expiresAt revokedAt lastUsedAt grants { role tenant { slug name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`);
export { revokeApiKey as a, inviteAdmin as i, ApiKeyRows as n, createApiKey as r, AdminRows as t };

//# sourceMappingURL=access2.js.map