import { i as inviteAdmin, t as AdminRows } from "../../../../../../../chunks/access2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/settings/admins/+page.server.ts
var TenantAdmins = graphql(`
    query TenantAdmins($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) { admins(first: $first, after: $after, last: $last, before: $before) { ...AdminRows } }
    }
  `, [AdminRows]);
var load = async (event) => {
	const { tenant } = await request(event, TenantAdmins, {
		tenant: event.params.tenant,
		...pageOf(event.url)
	});
	return {
		admins: tenant?.admins ?? null,
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = { invite: inviteAdmin };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map