import { a as redirect } from "../../../../chunks/exports.js";
import { c as toFormErrors, i as failure, o as secretOf, s as textOf } from "../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../chunks/documents.js";
// src/routes/(auth)/setup/+page.server.ts
var SetupPage = graphql(`
  query SetupPage($code: String!, $hasCode: Boolean!) {
    setup { firstOwnerNeeded }
    invitation(code: $code) @include(if: $hasCode) { email name expiresAt }
  }
`);
var CreateFirstOwner = graphql(`
  mutation CreateFirstOwner($input: CreateFirstOwnerInput!) {
    createFirstOwner(input: $input) { userErrors { path code message } }
  }
`);
var CompleteSetup = graphql(`
  mutation CompleteSetup($input: CompleteSetupInput!) {
    completeSetup(input: $input) { userErrors { path code message } }
  }
`);
var load = async (event) => {
	const code = event.url.searchParams.get("code") ?? "";
	const { setup, invitation } = await request(event, SetupPage, {
		code,
		hasCode: code !== ""
	});
	return {
		code,
		firstOwnerNeeded: setup.firstOwnerNeeded,
		invitation: invitation ?? null
	};
};
var actions = {
	owner: async (event) => {
		const form = await event.request.formData();
		const input = {
			code: textOf(form, "code"),
			email: textOf(form, "email"),
			name: textOf(form, "name"),
			password: secretOf(form, "password")
		};
		const { createFirstOwner } = await request(event, CreateFirstOwner, { input });
		const errors = toFormErrors(createFirstOwner?.userErrors ?? [], [
			"code",
			"email",
			"name",
			"password"
		]);
		if (errors !== void 0) return failure(errors, form);
		redirect(303, "/");
	},
	invited: async (event) => {
		const form = await event.request.formData();
		const input = {
			code: event.url.searchParams.get("code") ?? "",
			password: secretOf(form, "password")
		};
		const { completeSetup } = await request(event, CompleteSetup, { input });
		const errors = toFormErrors(completeSetup?.userErrors ?? [], ["password"]);
		if (errors !== void 0) return failure(errors, form);
		redirect(303, "/");
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map