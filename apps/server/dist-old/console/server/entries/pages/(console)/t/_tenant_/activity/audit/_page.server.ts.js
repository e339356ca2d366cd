import { n as toApiFilter, t as auditFilterOf } from "../../../../../../../chunks/audit-filter.js";
import { t as AuditEventRow } from "../../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/activity/audit/+page.server.ts
var AuditEvents = graphql(`
    query AuditEvents($tenant: String!, $first: Int, $after: String, $last: Int, $before: String, $filter: AuditEventFilter) {
      auditActions
      tenant(slug: $tenant) {
        auditEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
          nodes { ...AuditEventRow }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const filter = auditFilterOf(event.url);
	const { tenant: shell } = await event.parent();
	const directory = shell.directories.find(({ slug }) => slug === filter.directory);
	const { tenant, auditActions } = await request(event, AuditEvents, {
		tenant: event.params.tenant,
		...pageOf(event.url),
		filter: toApiFilter(filter, directory?.id)
	});
	return {
		events: tenant?.auditEvents ?? null,
		actions: auditActions,
		filter
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map