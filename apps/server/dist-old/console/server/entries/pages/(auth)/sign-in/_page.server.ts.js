import { a as redirect } from "../../../../chunks/exports.js";
import { c as toFormErrors, i as failure, o as secretOf, s as textOf } from "../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../chunks/documents.js";
import { t as toReturnPath } from "../../../../chunks/return-path.js";
// src/routes/(auth)/sign-in/+page.server.ts
var SignInPage = graphql(`query SignInPage { setup { firstOwnerNeeded } viewer { name } }`);
var SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { viewer { name } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { setup, viewer } = await request(event, SignInPage, {});
	if (viewer) redirect(303, toReturnPath(event.url.searchParams.get("return"), event.url));
	if (setup.firstOwnerNeeded) redirect(303, "/setup");
};
var actions = { default: async (event) => {
	const form = await event.request.formData();
	const email = textOf(form, "email");
	const password = secretOf(form, "password");
	if (email === "" || password === "") return failure({ form: "Enter your e-mail address and your password." }, form);
	const { signIn } = await request(event, SignIn, { input: {
		email,
		password
	} });
	const errors = toFormErrors(signIn?.userErrors ?? [], []);
	if (errors !== void 0) return failure(errors, form);
	redirect(303, toReturnPath(event.url.searchParams.get("return"), event.url));
} };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map