import { a as redirect } from "../../../../../../../chunks/exports.js";
import { t as DIRECTORY_PRESETS } from "../../../../../../../chunks/directories.js";
import { a as optionalTextOf, c as toFormErrors, i as failure, n as choiceOf, s as textOf, t as NOTHING_CHANGED } from "../../../../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/directories/new/+page.server.ts
var NewDirectory = graphql(`
  query NewDirectory($slug: String!) {
    tenant(slug: $slug) { organisations(first: 200) { nodes { id name } } }
  }
`);
var CreateDirectory = graphql(`
  mutation CreateDirectory($input: CreateDirectoryInput!) {
    createDirectory(input: $input) { directory { slug } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, NewDirectory, { slug: event.params.tenant });
	return {
		organisations: tenant?.organisations?.nodes ?? [],
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = { default: async (event) => {
	const form = await event.request.formData();
	const input = {
		tenantId: textOf(form, "tenantId"),
		name: textOf(form, "name"),
		slug: textOf(form, "slug"),
		preset: choiceOf(form, "preset", DIRECTORY_PRESETS),
		organisationId: optionalTextOf(form, "organisationId"),
		rolePrefix: optionalTextOf(form, "rolePrefix"),
		idempotencyKey: optionalTextOf(form, "idempotencyKey")
	};
	const { createDirectory } = await request(event, CreateDirectory, { input });
	const errors = toFormErrors(createDirectory?.userErrors ?? [], [
		"name",
		"slug",
		"preset",
		"organisationId",
		"rolePrefix"
	]);
	if (errors !== void 0) return failure(errors, form);
	if (!createDirectory?.directory) return failure(NOTHING_CHANGED, form);
	redirect(303, `/t/${event.params.tenant}/directories/${createDirectory.directory.slug}`);
} };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map