import { a as optionalTextOf, c as toFormErrors, i as failure, s as textOf, t as NOTHING_CHANGED } from "../../../../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/organisations/+page.server.ts
var Organisations = graphql(`
  query Organisations($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $tenant) {
      organisations(first: $first, after: $after, last: $last, before: $before) {
        nodes { id name version createdAt }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
      directories(first: 50) { nodes { slug name organisation { id } } }
    }
  }
`);
var Create = graphql(`
  mutation CreateOrganisation($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) { organisation { name } userErrors { path code message } }
  }
`);
var Update = graphql(`
  mutation UpdateOrganisation($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) { organisation { name } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, Organisations, {
		tenant: event.params.tenant,
		...pageOf(event.url)
	});
	return {
		organisations: tenant?.organisations ?? null,
		directories: tenant?.directories?.nodes ?? [],
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = {
	create: async (event) => {
		const form = await event.request.formData();
		const input = {
			tenantId: textOf(form, "tenantId"),
			name: textOf(form, "name"),
			idempotencyKey: optionalTextOf(form, "idempotencyKey")
		};
		const { createOrganisation: payload } = await request(event, Create, { input });
		const errors = toFormErrors(payload?.userErrors ?? [], ["name"]);
		if (errors !== void 0) return failure(errors, form, "create");
		if (!payload?.organisation) return failure(NOTHING_CHANGED, form, "create");
		return { done: `${payload.organisation.name} is created.` };
	},
	rename: async (event) => {
		const form = await event.request.formData();
		const input = {
			id: textOf(form, "id"),
			name: textOf(form, "name"),
			expectedVersion: Number(textOf(form, "version"))
		};
		const { updateOrganisation: payload } = await request(event, Update, { input });
		const errors = toFormErrors(payload?.userErrors ?? [], ["name"]);
		if (errors !== void 0) return failure(errors, form, "rename");
		if (!payload?.organisation) return failure(NOTHING_CHANGED, form, "rename");
		return { done: `It is called ${payload.organisation.name} now.` };
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map