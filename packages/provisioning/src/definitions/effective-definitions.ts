import { type Db, findDefinitions } from '@rollcall/store'
import { type Definitions, joinLevels, NO_DEFINITIONS } from './definitions.ts'

const WHOLE_TENANT = ''

/** What was applied to one directory or, without one, to the whole tenant. */
export async function ownDefinitions(db: Db, tenantId: string, directoryId = WHOLE_TENANT): Promise<Definitions> {
  const text = await findDefinitions(db, tenantId, directoryId)
  return text === undefined ? NO_DEFINITIONS : (JSON.parse(text) as Definitions)
}

/** The tenant's and the directory's own, joined, as the directory's row keeps them; null: none. */
export function effectiveText(tenant: Definitions, own: Definitions): string | null {
  const merged = joinLevels(tenant, own)
  const empty = merged.schemas.length === 0 && merged.extensions.length === 0 && merged.resourceTypes.length === 0
  return empty ? null : JSON.stringify(merged)
}

/** What a new directory of the tenant starts with. */
export const tenantDefinitions = async (db: Db, tenantId: string): Promise<string | null> =>
  effectiveText(await ownDefinitions(db, tenantId), NO_DEFINITIONS)
