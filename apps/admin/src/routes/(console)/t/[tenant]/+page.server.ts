import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { PageServerLoad } from './$types'

const Overview = graphql(
  `
    query Overview($slug: String!, $since: Instant!) {
      tenant(slug: $slug) {
        userCount
        groupCount
        activeUsers: users(first: 1, filter: { active: true }) { totalCount }
        directories(first: 50) {
          nodes { slug name preset status validToken lastRequestAt userCount groupCount }
          totalCount
        }
        recent: auditEvents(first: 8) { nodes { ...AuditEventRow } }
        today: auditEvents(first: 1, filter: { from: $since }) { totalCount }
      }
    }
  `,
  [AuditEventRow],
)

const DAY_MS = 24 * 60 * 60 * 1000

export const load: PageServerLoad = async (event) => {
  event.depends('rollcall:live')
  const since = new Date(Date.now() - DAY_MS).toISOString()
  const { tenant } = await request(event, Overview, { slug: event.params.tenant, since })
  return {
    since,
    directories: tenant?.directories?.nodes ?? [],
    users: tenant?.userCount ?? 0,
    activeUsers: tenant?.activeUsers?.totalCount ?? null,
    groups: tenant?.groupCount ?? 0,
    changesToday: tenant?.today?.totalCount ?? null,
    recent: tenant?.recent?.nodes ?? [],
  }
}
