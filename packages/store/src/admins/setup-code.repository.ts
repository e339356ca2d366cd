import type { Db, Trx } from '../database.ts'

/** A one-time code of the instance, one per purpose. */
export interface SetupCodeTable {
  purpose: 'first-owner'
  code_hash: string
  created_at: string
  expires_at: string
}

/** Keeps this code instead of the one before. */
export async function replaceSetupCode(trx: Trx, row: SetupCodeTable): Promise<void> {
  await trx
    .insertInto('setup_code')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('purpose')
        .doUpdateSet({ code_hash: row.code_hash, created_at: row.created_at, expires_at: row.expires_at }),
    )
    .execute()
}

/** Whether there is such a code that is still valid. Leaves it. */
export async function hasSetupCode(db: Db, purpose: 'first-owner', codeHash: string, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('setup_code')
    .select('purpose')
    .where('purpose', '=', purpose)
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Uses the code up; false when there is no such code that is still valid. */
export async function takeSetupCode(trx: Trx, purpose: 'first-owner', codeHash: string, now: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('setup_code')
    .where('purpose', '=', purpose)
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
