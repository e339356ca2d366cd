import { type ApiKeyRow, INSTANCE, listApiKeyGrants, listApiKeys as listRows } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { Grant } from './permissions.ts'

const MAX_KEYS = 1_000

/** The newest first, of one tenant or all of them; never their secrets. */
export function listApiKeys(
  ctx: OperationContext,
  tenantId: string | undefined,
): Promise<{ readonly apiKey: ApiKeyRow; readonly grants: readonly Grant[] }[]> {
  return ctx.store.read(INSTANCE, async (db) => {
    const rows = await listRows(db, tenantId, { limit: MAX_KEYS, backwards: false })
    const grants = await listApiKeyGrants(
      db,
      rows.map((row) => row.id),
    )
    return rows.map((apiKey) => ({
      apiKey,
      grants: grants
        .filter((grant) => grant.api_key_id === apiKey.id)
        .map((grant) => ({ tenantId: grant.tenant_id, role: grant.role })),
    }))
  })
}
