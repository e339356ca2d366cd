import { c as toFormErrors, i as failure, o as secretOf, s as textOf, t as NOTHING_CHANGED } from "../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../chunks/documents.js";
// src/routes/(console)/settings/+page.server.ts
var Account = graphql(`
  query Account { viewer { sessions { id current userAgent createdAt lastSeenAt expiresAt } } }
`);
var ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) { userErrors { path code message } }
  }
`);
var RevokeSession = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) { session { id } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { viewer } = await request(event, Account, {});
	return { sessions: viewer?.sessions ?? [] };
};
var actions = {
	password: async (event) => {
		const form = await event.request.formData();
		const newPassword = secretOf(form, "newPassword");
		const input = {
			currentPassword: secretOf(form, "currentPassword"),
			newPassword
		};
		const { changePassword: payload } = await request(event, ChangePassword, { input });
		const errors = toFormErrors(payload?.userErrors ?? [], ["currentPassword", "newPassword"]);
		if (errors !== void 0) return failure(errors, form, "password");
		if (!payload) return failure(NOTHING_CHANGED, form, "password");
		return { done: "Your password is changed." };
	},
	session: async (event) => {
		const form = await event.request.formData();
		const { revokeSession: payload } = await request(event, RevokeSession, { input: { id: textOf(form, "id") } });
		const errors = toFormErrors(payload?.userErrors ?? [], []);
		if (errors !== void 0) return failure(errors, form, "session");
		if (!payload) return failure(NOTHING_CHANGED, form, "session");
		return { done: "The session is signed out." };
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map