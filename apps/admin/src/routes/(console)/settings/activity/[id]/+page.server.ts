import { error } from '@sveltejs/kit'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { PageServerLoad } from './$types'

const InstanceEvent = graphql(
  `
    query InstanceEvent($id: ID!) {
      node(id: $id) {
        __typename
        ... on AuditEvent { ...AuditEventRow requestId before after addedMembers removedMembers erased }
      }
    }
  `,
  [AuditEventRow],
)

export const load: PageServerLoad = async (event) => {
  const { node } = await request(event, InstanceEvent, { id: event.params.id })
  if (node?.__typename !== 'AuditEvent') error(404, 'No such event.')
  return { event: node }
}
