import { t as error } from "../../../../../../../chunks/exports.js";
import { t as AuditEventRow } from "../../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/groups/[id]/+page.server.ts
var Group = graphql(`
    query Group($tenant: String!, $id: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) {
        group(scimId: $id) {
          scimId
          displayName
          externalId
          version
          createdAt
          updatedAt
          document
          memberCount
          grantedRole { name prefix reason }
          directory { slug name preset rolePrefix }
          members(first: $first, after: $after, last: $last, before: $before) {
            nodes {
              __typename
              scimId
              displayName
              ... on User { userName active }
            }
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            totalCount
          }
        }
        auditEvents(first: 10, filter: { targetId: $id }) { nodes { ...AuditEventRow } totalCount }
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const { tenant } = await request(event, Group, {
		tenant: event.params.tenant,
		id: event.params.id,
		...pageOf(event.url)
	});
	if (!tenant?.group) error(404, "No such group in this tenant.");
	return {
		group: tenant.group,
		history: tenant.auditEvents
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map