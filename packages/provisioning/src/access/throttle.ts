import {
  countAttempt,
  findThrottle,
  forgetAttempts,
  forgetAttemptsOf,
  forgetEndedAttempts,
  INSTANCE,
  setThrottleWait,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { TooManyAttemptsError } from '../errors.ts'
import { digestOf, toClient } from './client.ts'

const WINDOW_MS = 15 * 60_000

/** Attempts allowed in a quarter of an hour. */
const LIMITS = {
  /** Of one client, whomever it tries to be. */
  client: 50,
  /** Of one client on one e-mail address. */
  pair: 10,
  /** Of a device that signed in to the account before, and of one's own password while signed in. */
  known: 10,
} as const

/** Attempts on one e-mail address from anywhere in a quarter of an hour; those that follow wait. */
const FREE_ATTEMPTS = 100
/** Long enough to slow guessing down, short enough for an owner who signs in during an attack. */
const MAX_WAIT_SECONDS = 30

export interface SignInAttempt {
  /** Folded (toEmailKey). */
  readonly emailKey: string
  /** Where the request came from, as far as the server can tell. */
  readonly address: string
  /** Id of a device that signed in to the account before. */
  readonly deviceId: string | undefined
}

const subjectOf = (emailKey: string) => digestOf('subject', emailKey)
const addressKey = (emailKey: string) => digestOf('email', emailKey)
const clientKey = (address: string) => digestOf('client', toClient(address))
const pairKey = (emailKey: string, address: string) => digestOf('pair', emailKey, toClient(address))
const deviceKey = (deviceId: string) => digestOf('device', deviceId)

/** Moments of one attempt, as text. */
interface Moment {
  readonly now: Date
  readonly at: string
  readonly resetsAt: string
}

const momentOf = (now: Date): Moment => ({
  now,
  at: now.toISOString(),
  resetsAt: new Date(now.getTime() + WINDOW_MS).toISOString(),
})

/**
 * Counts an attempt to sign in before anything is computed for it, for every process alike.
 *
 * A stranger can keep nobody out: a known device has a count of its own, and whoever comes from a client that did not try too often itself waits
 * for MAX_WAIT_SECONDS at most, however often others tried. Throws TooManyAttemptsError.
 */
export async function throttleSignIn(ctx: OperationContext, attempt: SignInAttempt): Promise<void> {
  const moment = momentOf(ctx.now())
  const waitMs = await ctx.store.transaction(INSTANCE, async (trx) => {
    await forgetEndedAttempts(trx, moment.at)
    if (attempt.deviceId !== undefined && (await isKnownDeviceWithin(trx, attempt, attempt.deviceId, moment))) return 0
    return strangerWait(trx, attempt, moment)
  })
  refuseUntil(waitMs)
}

/** A device that used its own count up is a device like any other, so that a stolen cookie gives few guesses more. */
async function isKnownDeviceWithin(
  trx: Trx,
  { emailKey }: SignInAttempt,
  deviceId: string,
  { at, resetsAt }: Moment,
): Promise<boolean> {
  const { attempts } = await countAttempt(trx, deviceKey(deviceId), at, resetsAt, subjectOf(emailKey))
  return attempts <= LIMITS.known
}

/** Milliseconds that the attempt has to wait; 0: it counts. */
async function strangerWait(trx: Trx, { emailKey, address }: SignInAttempt, moment: Moment): Promise<number> {
  const { now, at, resetsAt } = moment
  const subject = subjectOf(emailKey)
  const client = await countAttempt(trx, clientKey(address), at, resetsAt)
  // A client that tries too often leaves no row for each address it thinks of.
  if (client.attempts > LIMITS.client) return Date.parse(client.resetsAt) - now.getTime()
  const key = pairKey(emailKey, address)
  const wait = await waitOfPair(trx, emailKey, key, moment)
  if (wait > 0) return wait
  const pair = await countAttempt(trx, key, at, resetsAt, subject)
  if (pair.attempts > LIMITS.pair) return Date.parse(pair.resetsAt) - now.getTime()
  await countAttempt(trx, addressKey(emailKey), at, resetsAt, subject)
  return 0
}

/**
 * How long a client waits for an e-mail address that was tried too often: 1, 2, 4 … seconds, the more attempts the longer. The wait is the client's
 * own, and over when it was told to be over: one place for everybody would go to whoever tries most often, and that is the attacker.
 */
async function waitOfPair(trx: Trx, emailKey: string, key: string, { now, at, resetsAt }: Moment): Promise<number> {
  const total = (await findThrottle(trx, addressKey(emailKey)))?.attempts ?? 0
  if (total < FREE_ATTEMPTS) return 0
  const waitsUntil = (await findThrottle(trx, key))?.waits_until ?? undefined
  if (waitsUntil !== undefined) return Math.max(0, Date.parse(waitsUntil) - Date.parse(at))
  const waitMs = 1_000 * Math.min(MAX_WAIT_SECONDS, 2 ** Math.min(total - FREE_ATTEMPTS, 10))
  const until = new Date(now.getTime() + waitMs).toISOString()
  await setThrottleWait(trx, { key, subject: subjectOf(emailKey), resetsAt, waitsUntil: until })
  return waitMs
}

/** Counts an attempt on one's own password by somebody who is signed in; strangers cannot use it up. Throws TooManyAttemptsError. */
export async function throttleOwnPassword(ctx: OperationContext, adminId: string): Promise<void> {
  const { now, at, resetsAt } = momentOf(ctx.now())
  const counted = await ctx.store.transaction(INSTANCE, async (trx) => {
    await forgetEndedAttempts(trx, at)
    return countAttempt(trx, digestOf('own-password', adminId), at, resetsAt)
  })
  refuseUntil(counted.attempts > LIMITS.known ? Date.parse(counted.resetsAt) - now.getTime() : 0)
}

function refuseUntil(waitMs: number): void {
  if (waitMs > 0) throw new TooManyAttemptsError(Math.max(1, Math.ceil(waitMs / 1_000)))
}

/** After a success the attempts of this device no longer count; those of an unknown one's client. */
export const forgive = (ctx: OperationContext, { emailKey, address, deviceId }: SignInAttempt): Promise<void> =>
  ctx.store.transaction(INSTANCE, (trx) =>
    forgetAttempts(trx, deviceId === undefined ? pairKey(emailKey, address) : deviceKey(deviceId)),
  )

/** Forgets every attempt on an e-mail address, from whatever clients and devices. */
export const forgiveEverybody = (trx: Trx, emailKey: string): Promise<void> =>
  forgetAttemptsOf(trx, subjectOf(emailKey))

/**
 * What a failed attempt on an address that nobody has leaves behind: one row, like the audit event of a failed attempt on an admin, so that neither
 * the answer nor its time tells which addresses exist.
 */
export async function countUnknownAddress(ctx: OperationContext): Promise<void> {
  const { at, resetsAt } = momentOf(ctx.now())
  await ctx.store.transaction(INSTANCE, (trx) => countAttempt(trx, digestOf('unknown'), at, resetsAt))
}
