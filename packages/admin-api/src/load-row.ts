import type { DirectoryRow, TenantRow } from '@rollcall/store'
import type { ApiContext } from './context.ts'

/** The tenant a shown row belongs to. */
export async function loadTenant({ loaders }: ApiContext, tenantId: string): Promise<TenantRow> {
  const row = await loaders.tenant.load({ tenantId, id: tenantId })
  if (row === undefined) throw new Error(`there is no tenant ${tenantId}`)
  return row
}

/** The directory a shown row belongs to. */
export async function loadDirectory({ loaders }: ApiContext, tenantId: string, id: string): Promise<DirectoryRow> {
  const row = await loaders.directory.load({ tenantId, id })
  if (row === undefined) throw new Error(`there is no directory ${id}`)
  return row
}
