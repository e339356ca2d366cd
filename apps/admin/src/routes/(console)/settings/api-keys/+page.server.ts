import { createApiKey, revokeApiKey } from '#lib/server/access-actions.ts'
import { ApiKeyRows } from '#lib/server/graphql/access.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const InstanceApiKeys = graphql(
  `
    query InstanceApiKeys($first: Int, $after: String, $last: Int, $before: String) {
      apiKeys(first: $first, after: $after, last: $last, before: $before) { ...ApiKeyRows }
    }
  `,
  [ApiKeyRows],
)

export const load: PageServerLoad = async (event) => {
  const { apiKeys } = await request(event, InstanceApiKeys, pageOf(event.url))
  return { apiKeys, idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = { create: createApiKey, revoke: revokeApiKey }
