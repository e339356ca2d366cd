import { c as toFormErrors, i as failure, s as textOf, t as NOTHING_CHANGED } from "../../../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/settings/+page.server.ts
var TenantSettings = graphql(`query TenantSettings($slug: String!) { tenant(slug: $slug) { createdAt } }`);
var UpdateTenant = graphql(`
  mutation UpdateTenant($input: UpdateTenantInput!) {
    updateTenant(input: $input) { tenant { name } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, TenantSettings, { slug: event.params.tenant });
	return { createdAt: tenant?.createdAt ?? null };
};
var actions = { default: async (event) => {
	const form = await event.request.formData();
	const input = {
		id: textOf(form, "id"),
		name: textOf(form, "name"),
		expectedVersion: Number(textOf(form, "version"))
	};
	const { updateTenant: payload } = await request(event, UpdateTenant, { input });
	const errors = toFormErrors(payload?.userErrors ?? [], ["name"]);
	if (errors !== void 0) return failure(errors, form);
	if (!payload?.tenant) return failure(NOTHING_CHANGED, form);
	return { done: `The tenant is called ${payload.tenant.name} now.` };
} };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map