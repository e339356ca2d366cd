import { t as error } from "../../../../../../../../chunks/exports.js";
import { t as AuditEventRow } from "../../../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/activity/audit/[id]/+page.server.ts
var AuditEvent = graphql(`
    query AuditEvent($tenant: String!, $id: ID!) {
      tenant(slug: $tenant) {
        auditEvent(id: $id) { ...AuditEventRow requestId before after addedMembers removedMembers erased }
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const { tenant } = await request(event, AuditEvent, {
		tenant: event.params.tenant,
		id: event.params.id
	});
	if (!tenant?.auditEvent) error(404, "No such event in this tenant.");
	return { event: tenant.auditEvent };
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map