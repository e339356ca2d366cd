import { t as AuditEventRow } from "../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/+page.server.ts
var Overview = graphql(`
    query Overview($slug: String!, $since: Instant!) {
      tenant(slug: $slug) {
        userCount
        groupCount
        activeUsers: users(first: 1, filter: { active: true }) { totalCount }
        directories(first: 50) {
          nodes { slug name preset status validToken lastRequestAt userCount groupCount }
          totalCount
        }
        recent: auditEvents(first: 8) { nodes { ...AuditEventRow } }
        today: auditEvents(first: 1, filter: { from: $since }) { totalCount }
      }
    }
  `, [AuditEventRow]);
var DAY_MS = 864e5;
var load = async (event) => {
	event.depends("rollcall:live");
	const since = (/* @__PURE__ */ new Date(Date.now() - DAY_MS)).toISOString();
	const { tenant } = await request(event, Overview, {
		slug: event.params.tenant,
		since
	});
	return {
		since,
		directories: tenant?.directories?.nodes ?? [],
		users: tenant?.userCount ?? 0,
		activeUsers: tenant?.activeUsers?.totalCount ?? null,
		groups: tenant?.groupCount ?? 0,
		changesToday: tenant?.today?.totalCount ?? null,
		recent: tenant?.recent?.nodes ?? []
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map