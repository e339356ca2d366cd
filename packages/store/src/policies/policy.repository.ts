import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { PolicyVersionTable } from './policy.table.ts'

export type PolicyVersionRow = Selectable<PolicyVersionTable>

export async function insertPolicyVersion(trx: Trx, row: PolicyVersionRow): Promise<void> {
  await trx.insertInto('policy_version').values(row).execute()
}

/** One version or, without one, the latest; undefined: the tenant has no such policy. */
export async function findPolicyVersion(
  db: Db,
  tenantId: string,
  version?: number,
): Promise<PolicyVersionRow | undefined> {
  return db
    .selectFrom('policy_version')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(version !== undefined, (query) => query.where('version', '=', version ?? 0))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The newest first, before the given version. */
export async function listPolicyVersions(
  db: Db,
  tenantId: string,
  page: { readonly limit: number; readonly before?: number | undefined },
): Promise<PolicyVersionRow[]> {
  return db
    .selectFrom('policy_version')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(page.before !== undefined, (query) => query.where('version', '<', page.before ?? 0))
    .orderBy('version', 'desc')
    .limit(page.limit)
    .execute()
}
