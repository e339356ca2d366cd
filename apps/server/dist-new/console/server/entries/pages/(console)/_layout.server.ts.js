import { a as redirect } from "../../../chunks/exports.js";
import { i as signInPath, n as request, t as graphql } from "../../../chunks/documents.js";
// src/routes/(console)/+layout.server.ts
var Shell = graphql(`
  query Shell {
    viewer { name admin { email } permissions grants { role tenant { slug name } } }
    tenants(first: 50) { nodes { slug name } pageInfo { hasNextPage } }
  }
`);
var Anyone = graphql(`query Anyone { viewer { name } setup { firstOwnerNeeded } }`);
var load = async (event) => {
	const { viewer, setup } = await request(event, Anyone, {});
	if (setup.firstOwnerNeeded) redirect(303, "/setup");
	if (viewer === null) redirect(303, signInPath(event.url));
	const shell = await request(event, Shell, {});
	return {
		viewer: {
			name: viewer.name,
			email: shell.viewer?.admin?.email ?? "",
			permissions: shell.viewer?.permissions ?? [],
			grants: shell.viewer?.grants ?? []
		},
		tenants: shell.tenants?.nodes ?? []
	};
};
export { load };

//# sourceMappingURL=_layout.server.ts.js.map