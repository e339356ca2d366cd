import { t as error } from "../../../../../../../chunks/exports.js";
import { t as AuditEventRow } from "../../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/people/[id]/+page.server.ts
var Person = graphql(`
  query Person($tenant: String!, $id: String!) {
    tenant(slug: $tenant) {
      user(scimId: $id) {
        scimId
        displayName
        userName
        active
        email
        externalId
        version
        createdAt
        updatedAt
        document
        directory { slug name preset status organisation { name } }
        groups(first: 50) {
          edges { membership depth node { scimId displayName grantedRole { name } } }
          totalCount
        }
        roles {
          name
          effective
          grants { membership depth reason group { scimId displayName } }
        }
      }
    }
  }
`);
var History = graphql(`
    query PersonHistory($tenant: String!, $id: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) {
        auditEvents(first: $first, after: $after, last: $last, before: $before, filter: { targetId: $id }) {
          nodes { ...AuditEventRow }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }
  `, [AuditEventRow]);
var load = async (event) => {
	const variables = {
		tenant: event.params.tenant,
		id: event.params.id
	};
	const [{ tenant }, history] = await Promise.all([request(event, Person, variables), request(event, History, {
		...variables,
		...pageOf(event.url, 20)
	})]);
	if (!tenant?.user) error(404, "No such person in this tenant.");
	return {
		person: tenant.user,
		history: history.tenant?.auditEvents ?? null
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map