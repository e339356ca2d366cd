import { createApiKey, revokeApiKey } from '#lib/server/access-actions.ts'
import { ApiKeyRows } from '#lib/server/graphql/access.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const TenantApiKeys = graphql(
  `
    query TenantApiKeys($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) { apiKeys(first: $first, after: $after, last: $last, before: $before) { ...ApiKeyRows } }
    }
  `,
  [ApiKeyRows],
)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, TenantApiKeys, { tenant: event.params.tenant, ...pageOf(event.url) })
  return { apiKeys: tenant?.apiKeys ?? null, idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = { create: createApiKey, revoke: revokeApiKey }
