import { createHash } from 'node:crypto'
import { countAttempt, forgetAttempts, forgetEndedAttempts, INSTANCE } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { TooManyAttemptsError } from '../errors.ts'

const WINDOW_MS = 15 * 60_000

/** Attempts allowed in a quarter of an hour. */
const LIMITS = { email: 10, address: 50 } as const

export interface Attempt {
  readonly kind: keyof typeof LIMITS
  readonly value: string
}

/** Nobody reads from the database who tried to sign in. */
const keyOf = ({ kind, value }: Attempt) => createHash('sha256').update(`${kind}\n${value}`).digest('hex')

/** Counts the attempt before it is judged, for every process alike. Throws TooManyAttemptsError. */
export async function throttle(ctx: OperationContext, attempts: readonly Attempt[]): Promise<void> {
  const now = ctx.now()
  const counted = await ctx.store.transaction(INSTANCE, async (trx) => {
    await forgetEndedAttempts(trx, now.toISOString())
    const results: { readonly attempt: Attempt; readonly attempts: number; readonly resetsAt: string }[] = []
    for (const attempt of attempts) {
      const resetsAt = new Date(now.getTime() + WINDOW_MS).toISOString()
      results.push({ attempt, ...(await countAttempt(trx, keyOf(attempt), now.toISOString(), resetsAt)) })
    }
    return results
  })
  for (const { attempt, attempts: count, resetsAt } of counted) {
    if (count > LIMITS[attempt.kind]) {
      throw new TooManyAttemptsError(Math.max(1, Math.ceil((Date.parse(resetsAt) - now.getTime()) / 1_000)))
    }
  }
}

/** After a success the attempts before it no longer count. */
export const forgive = (ctx: OperationContext, attempt: Attempt): Promise<void> =>
  ctx.store.transaction(INSTANCE, (trx) => forgetAttempts(trx, keyOf(attempt)))
