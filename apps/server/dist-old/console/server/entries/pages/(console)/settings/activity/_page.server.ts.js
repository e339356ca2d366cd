import { n as toApiFilter, t as auditFilterOf } from "../../../../../chunks/audit-filter.js";
import { t as AuditEventRow } from "../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../chunks/paging2.js";
// src/routes/(console)/settings/activity/+page.server.ts
var InstanceActivity = graphql(`
    query InstanceActivity($first: Int, $after: String, $last: Int, $before: String, $filter: AuditEventFilter) {
      auditActions
      auditEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        nodes { ...AuditEventRow }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const filter = auditFilterOf(event.url);
	const variables = {
		...pageOf(event.url),
		filter: toApiFilter(filter)
	};
	const { auditEvents, auditActions } = await request(event, InstanceActivity, variables);
	return {
		events: auditEvents,
		actions: auditActions,
		filter
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map