import { auditFilterOf, toApiFilter } from '#lib/server/audit-filter.ts'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const AuditEvents = graphql(
  `
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
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const filter = auditFilterOf(event.url)
  const { tenant: shell } = await event.parent()
  const directory = shell.directories.find(({ slug }) => slug === filter.directory)
  const { tenant, auditActions } = await request(event, AuditEvents, {
    tenant: event.params.tenant,
    ...pageOf(event.url),
    filter: toApiFilter(filter, directory?.id),
  })
  return { events: tenant?.auditEvents ?? null, actions: auditActions, filter }
}
