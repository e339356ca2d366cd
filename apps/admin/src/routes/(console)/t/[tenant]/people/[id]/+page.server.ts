import { error } from '@sveltejs/kit'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const Person = graphql(`
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
`)

const History = graphql(
  `
    query PersonHistory($tenant: String!, $id: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) {
        auditEvents(first: $first, after: $after, last: $last, before: $before, filter: { targetId: $id }) {
          nodes { ...AuditEventRow }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const variables = { tenant: event.params.tenant, id: event.params.id }
  const [{ tenant }, history] = await Promise.all([
    request(event, Person, variables),
    request(event, History, { ...variables, ...pageOf(event.url, 20) }),
  ])
  if (!tenant?.user) error(404, 'No such person in this tenant.')
  return { person: tenant.user, history: history.tenant?.auditEvents ?? null }
}
