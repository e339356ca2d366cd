import { auditFilterOf, toApiFilter } from '#lib/server/audit-filter.ts'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const InstanceActivity = graphql(
  `
    query InstanceActivity($first: Int, $after: String, $last: Int, $before: String, $filter: AuditEventFilter) {
      auditActions
      auditEvents(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
        nodes { ...AuditEventRow }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const filter = auditFilterOf(event.url)
  const variables = { ...pageOf(event.url), filter: toApiFilter(filter) }
  const { auditEvents, auditActions } = await request(event, InstanceActivity, variables)
  return { events: auditEvents, actions: auditActions, filter }
}
