import type { Json } from '@rollcall/scim-core'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  authenticate,
  ConflictError,
  createBasicCredential,
  createToken,
  dismissNotice,
  ExpiryJob,
  InvalidInputError,
  listNotices,
  type OperationContext,
  revokeCredential,
  rotateCredential,
  warnOfExpiringCredentials,
} from '../src/index.ts'
import { createSpaces, useInstance } from './support.ts'

const DAY_MS = 86_400_000

describe.each(DIALECTS)('credentials on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const bearer = async (token: string, at: Date) =>
    (await authenticate(instance.store, { kind: 'bearer', token }, at)).outcome
  const later = (ms: number) => new Date(ctx.now().getTime() + ms)

  /** A directory whose policy says this of credentials. */
  async function directoryWith(credentials?: object) {
    const { tenantId, users } = await createSpaces(instance)
    if (credentials !== undefined) {
      await applyPolicy(ctx, tenantId, { directories: { [users.directory.slug]: { credentials } } } as Json)
    }
    return { tenantId, directoryId: users.directory.id }
  }

  test.each<[string, object | undefined, number | undefined, number | 'never' | RegExp]>([
    ['no policy, no expiry', undefined, undefined, 'never'],
    ['no policy, an expiry', undefined, 10, 10],
    ['an expiry is required', { expiry: 'required' }, undefined, /asks every credential to expire/],
    ['an expiry is required and given', { expiry: 'required' }, 10, 10],
    ['days at most, no expiry', { maxDays: 90 }, undefined, 90],
    ['days at most, a shorter expiry', { maxDays: 90 }, 10, 10],
    ['days at most, a longer expiry', { maxDays: 90 }, 100, /90 days at most/],
    ['required and days at most', { expiry: 'required', maxDays: 90 }, 80, 80],
  ])('%s', async (_, policy, days, expected) => {
    const target = await directoryWith(policy)
    const expiresAt = days === undefined ? undefined : later(days * DAY_MS)
    for (const make of [createToken, createBasicCredential]) {
      const made = make(ctx, { ...target, expiresAt }).then(({ credential }) => credential.expires_at)
      if (expected instanceof RegExp) await expect(made).rejects.toThrow(expected)
      else if (expected === 'never') expect(await made).toBeNull()
      else expect(Math.round((Date.parse((await made) ?? '') - ctx.now().getTime()) / DAY_MS)).toBe(expected)
    }
  })

  test('rotation makes a successor; both work until the overlap ends', async () => {
    const target = await directoryWith()
    const { credential, token } = await createToken(ctx, { ...target, name: 'Okta' })
    const {
      former,
      secret,
      credential: successor,
    } = await rotateCredential(ctx, { tenantId: target.tenantId, id: credential.id }, { overlapMs: DAY_MS })
    if (!('token' in secret)) throw new Error('no token')
    expect(successor).toMatchObject({
      kind: 'bearer',
      name: 'Okta',
      directory_id: target.directoryId,
      expires_at: null,
    })
    expect(secret.token).not.toBe(token)
    expect(await Promise.all([bearer(token, ctx.now()), bearer(secret.token, ctx.now())])).toEqual([
      'accepted',
      'accepted',
    ])
    const end = new Date(Date.parse(former.expires_at ?? ''))
    expect(await Promise.all([bearer(token, end), bearer(secret.token, end)])).toEqual(['expired', 'accepted'])
    const { rows } = await instance.store.read(target.tenantId, (db) =>
      sql`select action, target_id from audit_event where tenant_id = ${target.tenantId} and action like 'token.%' order by id`.execute(
        db,
      ),
    )
    expect(rows).toEqual([
      { action: 'token.created', target_id: credential.id },
      { action: 'token.created', target_id: successor.id },
      { action: 'token.rotated', target_id: credential.id },
    ])
  })

  test('rotation of a user name and password gives another pair; without overlap the former one ends at once', async () => {
    const target = await directoryWith()
    const { credential, username, password } = await createBasicCredential(ctx, target)
    const open = async (name: string, secret: string) =>
      (await authenticate(instance.store, { kind: 'basic', username: name, password: secret }, ctx.now())).outcome
    expect(await open(username, password)).toBe('accepted')
    const { secret } = await rotateCredential(ctx, { tenantId: target.tenantId, id: credential.id }, { overlapMs: 0 })
    if (!('username' in secret)) throw new Error('no user name')
    expect(await open(username, password)).toBe('expired')
    expect(await open(secret.username, secret.password)).toBe('accepted')
  })

  test('rotation never lengthens the life of the former one', async () => {
    const target = await directoryWith()
    const { credential } = await createToken(ctx, { ...target, expiresAt: later(3_600_000) })
    const { former } = await rotateCredential(
      ctx,
      { tenantId: target.tenantId, id: credential.id },
      { overlapMs: 7 * DAY_MS },
    )
    expect(former.expires_at).toBe(credential.expires_at)
  })

  test('rotation is all or nothing, and refuses what no longer works or an overlap that is none', async () => {
    const target = await directoryWith({ expiry: 'required' })
    const { tenantId } = target
    const { credential, token } = await createToken(ctx, { ...target, expiresAt: later(DAY_MS) })
    const rotate = (id: string, overlapMs: number, expiresAt?: Date) =>
      rotateCredential(ctx, { tenantId, id }, { overlapMs, expiresAt })
    await expect(rotate(credential.id, 0)).rejects.toThrow(InvalidInputError)
    expect(await bearer(token, ctx.now())).toBe('accepted')
    for (const overlap of [-1, 91 * DAY_MS, Number.NaN]) {
      await expect(rotate(credential.id, overlap, later(DAY_MS))).rejects.toThrow('between 0 and 90 days')
    }
    await revokeCredential(ctx, { tenantId, id: credential.id })
    await expect(rotate(credential.id, 0, later(DAY_MS))).rejects.toThrow(ConflictError)
    await expect(rotate('nothing', 0, later(DAY_MS))).rejects.toMatchObject({ what: 'token' })
  })

  describe('warnings before expiry', () => {
    const at = (moment: Date): OperationContext => ({ ...ctx, store: instance.store, now: () => moment })
    const open = async (tenantId: string) =>
      (await listNotices(ctx, tenantId, { open: true }, { limit: 50, backwards: false })).map(({ kind }) => kind)
    /** Runs when so many days are left; says which were told of this credential. */
    const runAt = async (end: string, daysLeft: number) =>
      (await warnOfExpiringCredentials(at(new Date(Date.parse(end) - daysLeft * DAY_MS + 60_000)))).filter(
        ({ expiresAt }) => expiresAt === end,
      )
    const events = async (tenantId: string) =>
      instance.store.read(tenantId, async (db) => {
        const { rows } = await sql<{ changed: string }>`
          select changed from event where tenant_id = ${tenantId} and type = 'credential.expiring' order by id`.execute(
          db,
        )
        return rows.map(({ changed }) => JSON.parse(changed)[0])
      })
    async function expiring(credentials?: object) {
      const target = await directoryWith(credentials)
      const { credential } = await createToken(ctx, { ...target, name: 'Okta', expiresAt: later(200 * DAY_MS) })
      return { ...target, id: credential.id, end: credential.expires_at ?? '' }
    }

    test('are given once at 30, 14, 7 and 1 days, with one notice open', async () => {
      const { tenantId, end } = await expiring()
      const told: [number, number | undefined][] = []
      for (const left of [60, 31, 30, 30, 20, 14, 10, 7, 3, 1, 0.5]) {
        told.push([left, (await runAt(end, left))[0]?.days])
      }
      expect(told.filter(([, days]) => days !== undefined)).toEqual([
        [30, 30],
        [14, 14],
        [7, 7],
        [1, 1],
      ])
      expect(await events(tenantId)).toEqual(['30 days', '14 days', '7 days', '1 days'])
      expect(await open(tenantId)).toEqual(['credential.expiring.1'])
    })

    test('come once even when the notice was dismissed, and start late without catching up', async () => {
      const { tenantId, end } = await expiring()
      expect(await runAt(end, 10)).toHaveLength(1)
      const [notice] = await listNotices(ctx, tenantId, { open: true }, { limit: 1, backwards: false })
      expect(notice?.detail).toMatch(/^"Okta" of the directory "D" ends on .*, in 10 days\. Rotate it, or/)
      await dismissNotice(ctx, { tenantId, id: notice?.id ?? '' })
      expect(await runAt(end, 10)).toEqual([])
      expect(await events(tenantId)).toEqual(['14 days'])
    })

    test('follow the days of the policy', async () => {
      const { end } = await expiring({ warnDays: [100, 3] })
      const told = []
      for (const left of [120, 100, 30, 3]) told.push((await runAt(end, left)).length)
      expect(told).toEqual([0, 1, 0, 1])
    })

    test('say that the successor is not used yet, and end once it is or the credential is revoked', async () => {
      const { tenantId, id, end } = await expiring()
      const { credential } = await rotateCredential(ctx, { tenantId, id }, { overlapMs: 80 * DAY_MS })
      const { rows } = await instance.store.read(tenantId, (db) =>
        sql<{ expires_at: string }>`select expires_at from credential where id = ${id}`.execute(db),
      )
      const sooner = rows[0]?.expires_at ?? ''
      expect(sooner < end).toBe(true)
      expect(await runAt(sooner, 14)).toHaveLength(1)
      const [notice] = await listNotices(ctx, tenantId, { open: true }, { limit: 1, backwards: false })
      expect(notice?.detail).toContain('Enter its successor in the identity provider')
      await instance.store.transaction(tenantId, (trx) =>
        sql`update credential set last_used_at = ${sooner} where id = ${credential.id}`.execute(trx),
      )
      expect(await runAt(sooner, 7)).toEqual([])
      await revokeCredential(ctx, { tenantId, id })
      expect(await open(tenantId)).toEqual([])
    })

    test('are told once by several processes at once, and a job never throws', async () => {
      const { end } = await expiring()
      const moment = at(new Date(Date.parse(end) - 5 * DAY_MS))
      const told: string[] = []
      const errors: unknown[] = []
      const jobs = [1, 2, 3].map(
        () =>
          new ExpiryJob(
            moment,
            async (warned) => {
              told.push(...warned.map(({ expiresAt }) => expiresAt))
              throw new Error('no mail today')
            },
            (error) => errors.push(error),
          ),
      )
      await Promise.all(jobs.map((job) => job.run()))
      await Promise.all(jobs.map((job) => job.close()))
      expect(told.filter((each) => each === end)).toEqual([end])
      expect(errors.map(String)).toContain('Error: no mail today')
    })
  })
})
