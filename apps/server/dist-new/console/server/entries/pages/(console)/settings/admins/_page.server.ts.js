import { i as inviteAdmin, t as AdminRows } from "../../../../../chunks/access2.js";
import { n as request, t as graphql } from "../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../chunks/paging2.js";
// src/routes/(console)/settings/admins/+page.server.ts
var InstanceAdmins = graphql(`
    query InstanceAdmins($first: Int, $after: String, $last: Int, $before: String) {
      admins(first: $first, after: $after, last: $last, before: $before) { ...AdminRows }
    }
  `, [AdminRows]);
var load = async (event) => {
	const { admins } = await request(event, InstanceAdmins, pageOf(event.url));
	return {
		admins,
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = { invite: inviteAdmin };
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map