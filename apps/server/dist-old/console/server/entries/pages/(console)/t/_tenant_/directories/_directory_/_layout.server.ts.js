import { t as error } from "../../../../../../../chunks/exports.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/directories/[directory]/+layout.server.ts
var DirectoryShell = graphql(`
  query DirectoryShell($tenant: String!, $directory: String!) {
    tenant(slug: $tenant) {
      directory(slug: $directory) {
        id
        databaseId
        slug
        name
        preset
        status
        organisation { id name }
        scimBaseUrl
        sharedScimBaseUrl
        rolePrefix
        rolePrefixCaseExact
        unresolvedMembers
        validToken
        lastRequestAt
        userCount
        groupCount
        version
        createdAt
      }
    }
  }
`);
var load = async (event) => {
	event.depends("rollcall:live");
	const { tenant } = await request(event, DirectoryShell, {
		tenant: event.params.tenant,
		directory: event.params.directory
	});
	if (!tenant?.directory) error(404, "No such directory.");
	return { directory: tenant.directory };
};
export { load };

//# sourceMappingURL=_layout.server.ts.js.map