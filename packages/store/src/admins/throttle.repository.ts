import type { Trx } from '../database.ts'

/** Attempts in the running window of one key. Keys are digests: no e-mail address is kept here. */
export interface ThrottleTable {
  key: string
  attempts: number
  resets_at: string
}

/** Counts one more attempt and returns the window as it is now. A window that ended starts anew. */
export async function countAttempt(
  trx: Trx,
  key: string,
  now: string,
  resetsAt: string,
): Promise<{ readonly attempts: number; readonly resetsAt: string }> {
  const row = await trx
    .insertInto('throttle')
    .values({ key, attempts: 1, resets_at: resetsAt })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet((eb) => ({
        attempts: eb
          .case()
          .when('throttle.resets_at', '<=', now)
          .then(1)
          .else(eb('throttle.attempts', '+', 1))
          .end(),
        resets_at: eb
          .case()
          .when('throttle.resets_at', '<=', now)
          .then(resetsAt)
          .else(eb.ref('throttle.resets_at'))
          .end(),
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return { attempts: row.attempts, resetsAt: row.resets_at }
}

export async function forgetAttempts(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('throttle').where('key', '=', key).execute()
}

/** Forgets windows that ended. */
export async function forgetEndedAttempts(trx: Trx, now: string): Promise<void> {
  await trx.deleteFrom('throttle').where('resets_at', '<=', now).execute()
}
