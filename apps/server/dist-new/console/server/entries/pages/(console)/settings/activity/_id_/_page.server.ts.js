import { t as error } from "../../../../../../chunks/exports.js";
import { t as AuditEventRow } from "../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../chunks/documents.js";
// src/routes/(console)/settings/activity/[id]/+page.server.ts
var InstanceEvent = graphql(`
    query InstanceEvent($id: ID!) {
      node(id: $id) {
        __typename
        ... on AuditEvent { ...AuditEventRow requestId before after addedMembers removedMembers erased }
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const { node } = await request(event, InstanceEvent, { id: event.params.id });
	if (node?.__typename !== "AuditEvent") error(404, "No such event.");
	return { event: node };
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map