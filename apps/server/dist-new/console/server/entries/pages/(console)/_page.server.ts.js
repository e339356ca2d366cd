import { a as redirect } from "../../../chunks/exports.js";
import { c as toFormErrors, i as failure, s as textOf, t as NOTHING_CHANGED } from "../../../chunks/forms.js";
import { n as request, t as graphql } from "../../../chunks/documents.js";
import { t as pageOf } from "../../../chunks/paging2.js";
// src/routes/(console)/+page.server.ts
var Tenants = graphql(`
  query Tenants($first: Int, $after: String, $last: Int, $before: String, $search: String) {
    viewer { permissions }
    tenants(first: $first, after: $after, last: $last, before: $before, filter: { search: $search }) {
      nodes {
        slug
        name
        userCount
        groupCount
        directories(first: 20) { nodes { status preset validToken lastRequestAt } }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`);
var CreateTenant = graphql(`
  mutation CreateTenant($input: CreateTenantInput!) {
    createTenant(input: $input) { tenant { slug } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const search = event.url.searchParams.get("q");
	const { viewer, tenants } = await request(event, Tenants, {
		...pageOf(event.url, 20),
		search: search || null
	});
	const mayCreate = viewer?.permissions.includes("TENANT_CREATE") ?? false;
	const [only] = tenants?.nodes ?? [];
	if (!mayCreate && only !== void 0 && tenants?.nodes.length === 1 && event.url.search === "") redirect(303, `/t/${only.slug}`);
	return {
		tenants,
		mayCreate,
		search: search ?? "",
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = { create: async (event) => {
	const form = await event.request.formData();
	const input = {
		name: textOf(form, "name"),
		slug: textOf(form, "slug"),
		idempotencyKey: textOf(form, "idempotencyKey") || null
	};
	const { createTenant } = await request(event, CreateTenant, { input });
	const errors = toFormErrors(createTenant?.userErrors ?? [], ["name", "slug"]);
	if (errors !== void 0) return failure(errors, form);
	if (!createTenant?.tenant) return failure(NOTHING_CHANGED, form);
	redirect(303, `/t/${createTenant.tenant.slug}`);
} };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map