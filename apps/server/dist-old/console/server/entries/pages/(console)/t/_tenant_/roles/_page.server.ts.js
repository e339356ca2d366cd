import { n as request, t as graphql } from "../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/roles/+page.server.ts
var Roles = graphql(`
  query Roles($tenant: String!) {
    tenant(slug: $tenant) {
      directories(first: 20) {
        nodes {
          slug
          name
          rolePrefix
          rolePrefixCaseExact
          roles { name groupCount peopleCount groups { scimId displayName memberCount } }
        }
      }
    }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, Roles, { tenant: event.params.tenant });
	return { directories: tenant?.directories?.nodes ?? [] };
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map