import { error } from '@sveltejs/kit'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { PageServerLoad } from './$types'

const AuditEvent = graphql(
  `
    query AuditEvent($tenant: String!, $id: ID!) {
      tenant(slug: $tenant) {
        auditEvent(id: $id) { ...AuditEventRow requestId before after addedMembers removedMembers erased }
      }
    }
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, AuditEvent, { tenant: event.params.tenant, id: event.params.id })
  if (!tenant?.auditEvent) error(404, 'No such event in this tenant.')
  return { event: tenant.auditEvent }
}
