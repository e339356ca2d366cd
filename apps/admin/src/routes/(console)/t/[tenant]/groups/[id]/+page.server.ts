import { error } from '@sveltejs/kit'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const Group = graphql(
  `
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
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, Group, {
    tenant: event.params.tenant,
    id: event.params.id,
    ...pageOf(event.url),
  })
  if (!tenant?.group) error(404, 'No such group in this tenant.')
  return { group: tenant.group, history: tenant.auditEvents }
}
