import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'

/** Attempts in the running window of one key. Keys and subjects are digests: no e-mail address is kept here. */
export interface ThrottleTable {
  key: string
  attempts: number
  resets_at: string
  /** Whose sign-in the attempts were for; null: anybody's. */
  subject: string | null
  /** The next attempt counts from then on only; null: no wait. */
  waits_until: string | null
}

export type ThrottleRow = Selectable<ThrottleTable>

export const findThrottle = (db: Db, key: string): Promise<ThrottleRow | undefined> =>
  db.selectFrom('throttle').selectAll().where('key', '=', key).executeTakeFirst()

/** Keeps a wait for the key; the window ends no sooner than told. */
export async function setThrottleWait(
  trx: Trx,
  row: { readonly key: string; readonly subject: string; readonly resetsAt: string; readonly waitsUntil: string },
): Promise<void> {
  await trx
    .insertInto('throttle')
    .values({ key: row.key, attempts: 0, resets_at: row.resetsAt, subject: row.subject, waits_until: row.waitsUntil })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ waits_until: row.waitsUntil }))
    .execute()
}

/** Counts one more attempt, which ends a wait, and returns the window as it is now. A window that ended starts anew. */
export async function countAttempt(
  trx: Trx,
  key: string,
  now: string,
  resetsAt: string,
  subject: string | null = null,
): Promise<{ readonly attempts: number; readonly resetsAt: string }> {
  const row = await trx
    .insertInto('throttle')
    .values({ key, attempts: 1, resets_at: resetsAt, subject, waits_until: null })
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
        waits_until: null,
      })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return { attempts: row.attempts, resetsAt: row.resets_at }
}

export async function forgetAttempts(trx: Trx, key: string): Promise<void> {
  await trx.deleteFrom('throttle').where('key', '=', key).execute()
}

/** Forgets every count of a subject, from whatever clients. */
export async function forgetAttemptsOf(trx: Trx, subject: string): Promise<void> {
  await trx.deleteFrom('throttle').where('subject', '=', subject).execute()
}

/** Forgets windows that ended. */
export async function forgetEndedAttempts(trx: Trx, now: string): Promise<void> {
  await trx.deleteFrom('throttle').where('resets_at', '<=', now).execute()
}
