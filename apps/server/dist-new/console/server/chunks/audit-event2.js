import { t as graphql } from "./documents.js";
// src/lib/server/graphql/audit-event.ts
/** What a list of audit events shows of each. */
var AuditEventRow = graphql(`
  fragment AuditEventRow on AuditEvent {
    id
    occurredAt
    action
    actor { type id label }
    target {
      type
      databaseId
      label
      node {
        __typename
        ... on User { displayName }
        ... on Group { displayName }
        ... on Directory { slug name }
        ... on Credential { name lastFour directory { slug name } }
        ... on Organisation { name }
        ... on Admin { name email }
        ... on ApiKey { name }
        ... on Tenant { slug name }
      }
    }
    directory { slug name }
    changed
  }
`);
export { AuditEventRow as t };

//# sourceMappingURL=audit-event2.js.map