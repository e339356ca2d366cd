import { t as error } from "../../../../../chunks/exports.js";
import { n as request, t as graphql } from "../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/+layout.server.ts
var TenantShell = graphql(`
  query TenantShell($slug: String!) {
    tenant(slug: $slug) {
      id
      slug
      name
      version
      viewerPermissions
      directories(first: 50) { nodes { id slug name } }
    }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, TenantShell, { slug: event.params.tenant });
	if (tenant === null) error(404, "No such tenant.");
	const { viewerPermissions, directories, ...facts } = tenant;
	return { tenant: {
		...facts,
		permissions: viewerPermissions,
		directories: directories?.nodes ?? []
	} };
};
export { load };

//# sourceMappingURL=_layout.server.ts.js.map