import { a as optionalTextOf, c as toFormErrors, i as failure, r as expiryOf, s as textOf, t as NOTHING_CHANGED } from "../../../../../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/directories/[directory]/credentials/+page.server.ts
var Credentials = graphql(`
  query Credentials($tenant: String!, $directory: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $tenant) {
      directory(slug: $directory) {
        credentials(first: $first, after: $after, last: $last, before: $before) {
          nodes { id kind name username lastFour state createdAt expiresAt revokedAt lastUsedAt }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }
  }
`);
var CreateToken = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) { credential { name } token repeated userErrors { path code message } }
  }
`);
var CreateBasic = graphql(`
  mutation CreateBasic($input: CreateBasicCredentialInput!) {
    createBasicCredential(input: $input) { username password repeated userErrors { path code message } }
  }
`);
var Revoke = graphql(`
  mutation RevokeCredential($input: RevokeCredentialInput!) {
    revokeCredential(input: $input) { credential { name } userErrors { path code message } }
  }
`);
var REPEATED = { form: "This form was sent before. The secret was shown then and cannot be shown again: create another one." };
var load = async (event) => {
	event.depends("rollcall:live");
	const { tenant } = await request(event, Credentials, {
		...event.params,
		...pageOf(event.url)
	});
	return {
		credentials: tenant?.directory?.credentials ?? null,
		idempotencyKey: crypto.randomUUID()
	};
};
var inputOf = (form) => ({
	directoryId: textOf(form, "directoryId"),
	name: optionalTextOf(form, "name"),
	expiresAt: expiryOf(form),
	idempotencyKey: optionalTextOf(form, "idempotencyKey")
});
var actions = {
	token: async (event) => {
		const form = await event.request.formData();
		const { createToken: payload } = await request(event, CreateToken, { input: inputOf(form) });
		const errors = toFormErrors(payload?.userErrors ?? [], ["name", "expires"]);
		if (errors !== void 0) return failure(errors, form, "token");
		if (payload?.repeated) return failure(REPEATED, form, "token");
		if (!payload?.token) return failure(NOTHING_CHANGED, form, "token");
		return { token: payload.token };
	},
	basic: async (event) => {
		const form = await event.request.formData();
		const { createBasicCredential: payload } = await request(event, CreateBasic, { input: inputOf(form) });
		const errors = toFormErrors(payload?.userErrors ?? [], ["name", "expires"]);
		if (errors !== void 0) return failure(errors, form, "basic");
		if (payload?.repeated) return failure(REPEATED, form, "basic");
		if (!payload?.username || !payload.password) return failure(NOTHING_CHANGED, form, "basic");
		return { basic: {
			username: payload.username,
			password: payload.password
		} };
	},
	revoke: async (event) => {
		const form = await event.request.formData();
		const { revokeCredential: payload } = await request(event, Revoke, { input: { id: textOf(form, "id") } });
		const errors = toFormErrors(payload?.userErrors ?? [], []);
		if (errors !== void 0) return failure(errors, form, "revoke");
		if (!payload?.credential) return failure(NOTHING_CHANGED, form, "revoke");
		return { done: `${payload.credential.name} is revoked. It is refused from now on.` };
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map