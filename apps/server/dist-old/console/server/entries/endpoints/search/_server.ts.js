import { i as json } from "../../../chunks/exports.js";
import { n as request, t as graphql } from "../../../chunks/documents.js";
// src/routes/search/+server.ts
var SearchTenant = graphql(`
  query SearchTenant($tenant: String!, $text: String!) {
    tenant(slug: $tenant) {
      users(first: 6, filter: { search: $text }) { nodes { scimId displayName userName } }
      groups(first: 6, filter: { search: $text }) { nodes { scimId displayName directory { name } } }
      directories(first: 50) { nodes { slug name } }
    }
  }
`);
var SearchTenants = graphql(`
  query SearchTenants($text: String!) {
    tenants(first: 8, filter: { search: $text }) { nodes { slug name } }
  }
`);
/** What the command palette finds: people, groups and directories of a tenant, or tenants. */
var GET = async (event) => {
	const text = event.url.searchParams.get("q") ?? "";
	const tenant = event.url.searchParams.get("tenant");
	return json(tenant === null ? await findTenants(event, text) : await findInTenant(event, tenant, text));
};
async function findTenants(event, text) {
	const { tenants } = await request(event, SearchTenants, { text });
	return (tenants?.nodes ?? []).map(({ slug, name }) => ({
		kind: "Tenant",
		label: name,
		detail: slug,
		href: `/t/${slug}`
	}));
}
async function findInTenant(event, slug, text) {
	const { tenant } = await request(event, SearchTenant, {
		tenant: slug,
		text
	});
	const base = `/t/${slug}`;
	const matches = (name) => name.toLowerCase().includes(text.toLowerCase());
	return [
		...(tenant?.users?.nodes ?? []).map(({ scimId, displayName, userName }) => ({
			kind: "Person",
			label: displayName,
			detail: userName === displayName ? "" : userName,
			href: `${base}/people/${scimId}`
		})),
		...(tenant?.groups?.nodes ?? []).map(({ scimId, displayName, directory }) => ({
			kind: "Group",
			label: displayName,
			detail: directory.name,
			href: `${base}/groups/${scimId}`
		})),
		...(tenant?.directories?.nodes ?? []).filter(({ name, slug: directorySlug }) => matches(name) || matches(directorySlug)).map(({ name, slug: directorySlug }) => ({
			kind: "Directory",
			label: name,
			detail: directorySlug,
			href: `${base}/directories/${directorySlug}`
		}))
	];
}
export { GET };

//# sourceMappingURL=_server.ts.js.map