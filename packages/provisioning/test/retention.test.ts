import { INSTANCE, insertHistory, listHistory } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  getRequestRecord,
  newId,
  patchResource,
  RequestRecorder,
  RetentionJob,
  type RetentionSettings,
  removeResource,
  type TypedSpace,
  verifyAudit,
} from '../src/index.ts'
import { create, createSpaces, groupBody, patchBody, useInstance, userBody } from './support.ts'

const DAY = 86_400_000
const SETTINGS: RetentionSettings = { requests: 30 * DAY, history: 400 * DAY, events: 30 * DAY }

describe.each(DIALECTS)('retention on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const errors: unknown[] = []

  /** Runs once at that moment; returns what was forgotten. */
  const runAt = async (now: Date, settings = SETTINGS) => {
    const job = new RetentionJob(
      instance.store,
      settings,
      (error) => errors.push(error),
      () => now,
    )
    await job.run()
    await job.close()
    return job.counts
  }
  const count = async (tenantId: string, table: string) => {
    const { rows } = await instance.store.read(tenantId, (db) =>
      sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(db),
    )
    return Number(rows[0]?.n)
  }
  const versions = async ({ directory }: TypedSpace, id: string) =>
    (await instance.store.read(directory.tenant_id, (db) => listHistory(db, directory.tenant_id, id, 10_000)))
      .map((row) => row.version)
      .reverse()
  const title = (text: string) => patchBody({ op: 'replace', path: 'title', value: text })

  test('history keeps what was current at any time within it, and always the newest version', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const user = await create(instance, users, userBody('ada'))
    const untouched = await create(instance, users, userBody('bob'))
    await patchResource(ctx, users, user.id, title('2'))
    await patchResource(ctx, users, user.id, title('3'))
    const between = ctx.now()
    await patchResource(ctx, users, user.id, title('4'))
    const later = (at: Date) => new Date(at.getTime() + 400 * DAY)
    await runAt(ctx.now())
    expect(await versions(users, user.id)).toEqual([1, 2, 3, 4])
    expect((await runAt(later(between))).history).toBe(2)
    expect(await versions(users, user.id)).toEqual([3, 4])
    expect((await runAt(later(ctx.now()))).history).toBe(1)
    expect(await versions(users, user.id)).toEqual([4])
    await runAt(later(later(ctx.now())))
    expect(await versions(users, user.id)).toEqual([4])
    expect(await versions(users, untouched.id)).toEqual([1])
    await patchResource(ctx, users, user.id, title('5'))
    expect((await runAt(later(ctx.now()))).history).toBe(1)
    expect(await versions(users, user.id)).toEqual([5])
    expect((await verifyAudit(ctx, tenantId)).ok).toBe(true)
  })

  test('a long history goes in steps of 500, whatever was left half-way', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const user = await create(instance, users, userBody('ada'))
    await instance.store.transaction(tenantId, async (trx) => {
      for (let version = 2; version <= 1_300; version += 1) {
        await insertHistory(trx, {
          tenant_id: tenantId,
          resource_id: user.id,
          version,
          directory_id: users.directory.id,
          operation: 'patched',
          actor_type: 'system',
          actor_id: 'x',
          request_id: 'x',
          occurred_at: ctx.now().toISOString(),
          person_id: null,
          doc: Buffer.of(0),
        })
      }
      await sql`update scim_resource set version = 1300 where tenant_id = ${tenantId} and id = ${user.id}`.execute(trx)
    })
    await patchResource(ctx, users, user.id, title('last'))
    const sizes: number[] = []
    const watched = {
      ...instance.store,
      transaction: async <T>(scope: string, work: Parameters<typeof instance.store.transaction<T>>[1]) => {
        const before = await count(tenantId, 'scim_history')
        const value = await instance.store.transaction(scope, work)
        sizes.push(before - (await count(tenantId, 'scim_history')))
        return value
      },
    }
    const job = new RetentionJob(
      watched,
      SETTINGS,
      (error) => errors.push(error),
      () => new Date(ctx.now().getTime() + 401 * DAY),
    )
    await job.run()
    await job.close()
    expect(await versions(users, user.id)).toEqual([1301])
    expect(Math.max(...sizes)).toBe(500)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_300)
  })

  test('the outbox and request records go when their time is up, and not before', async () => {
    const { tenantId, users } = await createSpaces(instance)
    for (let each = 0; each < 3; each += 1) await create(instance, users, userBody(`u${each}`))
    const at = ctx.now()
    const requestId = newId()
    const recorder = new RequestRecorder(instance.store, ctx.keyring, (error) => errors.push(error))
    recorder.add({
      ...{ tenantId, directoryId: 'd', credentialId: 'c', requestId, at, method: 'GET', path: '/Users', query: '' },
      ...{ status: 400, scimType: undefined, ms: 1, requestBytes: 0, responseBytes: 0, userAgent: undefined },
      ...{ resourceId: undefined, body: { a: 1 }, answer: '{}' },
    })
    await recorder.close()
    const days = (n: number) => new Date(at.getTime() + n * DAY)
    await runAt(days(29))
    expect(await count(tenantId, 'event')).toBe(3)
    expect(await getRequestRecord(ctx, tenantId, requestId)).toMatchObject({ erased: false, status: 400 })
    expect((await runAt(days(31))).events).toBeGreaterThanOrEqual(3)
    expect(await count(tenantId, 'event')).toBe(0)
    await expect(getRequestRecord(ctx, tenantId, requestId)).rejects.toThrow(/no request/)
    const keys = await instance.store.records.read(
      tenantId,
      async (db) => (await sql`select day from request_record_key where tenant_id = ${tenantId}`.execute(db)).rows,
    )
    expect(keys).toEqual([])
  })

  test('what is kept for ever is kept', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const user = await create(instance, users, userBody('ada'))
    await patchResource(ctx, users, user.id, title('2'))
    const far = new Date(ctx.now().getTime() + 10_000 * DAY)
    await runAt(far, { requests: DAY, history: undefined, events: undefined })
    expect(await versions(users, user.id)).toEqual([1, 2])
    expect(await count(tenantId, 'event')).toBe(2)
  })

  test('ended sessions, idempotency keys, throttle windows and what removed groups waited for go; the rest stays', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const now = ctx.now()
    const at = (days: number) => new Date(now.getTime() + days * DAY).toISOString()
    const kept = await create(instance, groups, groupBody('Kept', ['not-there']))
    const removed = await create(instance, groups, groupBody('Removed', ['not-there']))
    await removeResource(ctx, groups, removed.id)
    await create(instance, users, userBody('ada'))
    await instance.store.transaction(INSTANCE, async (trx) => {
      await sql`insert into admin (id, email, email_key, name, version, created_at, updated_at)
        values (${`${tenantId}a`}, 'e', ${tenantId}, 'n', 1, ${at(0)}, ${at(0)})`.execute(trx)
      for (const [id, expires] of [
        ['old', at(-31)],
        ['recent', at(-29)],
        ['live', at(1)],
      ] as const) {
        await sql`insert into admin_session (id, admin_id, secret_hash, created_at, expires_at, last_seen_at)
          values (${tenantId + id}, ${`${tenantId}a`}, ${tenantId + id}, ${at(0)}, ${expires}, ${at(0)})`.execute(trx)
      }
      for (let each = 0; each < 700; each += 1) {
        await sql`insert into idempotency_key (tenant_id, actor_id, key, operation, request_digest, result_id, created_at)
          values (${tenantId}, 'a', ${String(each)}, 'o', 'd', 'r', ${at(each < 600 ? -2 : -0.5)})`.execute(trx)
        await sql`insert into throttle (key, attempts, resets_at)
          values (${`${tenantId}-${each}`}, 1, ${at(each < 600 ? -1 : 1)})`.execute(trx)
      }
      // Left behind by an earlier version.
      await sql`insert into scim_unresolved_member (tenant_id, directory_id, group_id, value, created_at)
        values (${tenantId}, ${groups.directory.id}, ${removed.id}, 'left', ${at(0)})`.execute(trx)
    })
    const counts = await runAt(now)
    expect(counts).toMatchObject({ sessions: 1, idempotency: 600, unresolved: 1, history: 0 })
    expect(counts.throttle).toBeGreaterThanOrEqual(600)
    expect(await count(tenantId, 'idempotency_key')).toBe(100)
    const rowsOf = (query: string) =>
      instance.store.read(INSTANCE, async (db) => (await sql.raw<object>(query).execute(db)).rows)
    expect(await rowsOf(`select id from admin_session where id like '${tenantId}%' order by id`)).toEqual([
      { id: `${tenantId}live` },
      { id: `${tenantId}recent` },
    ])
    expect((await rowsOf(`select key from throttle where key like '${tenantId}%'`)).length).toBe(100)
    expect(await rowsOf(`select group_id from scim_unresolved_member where tenant_id = '${tenantId}'`)).toEqual([
      { group_id: kept.id },
    ])
    expect(Object.values(await runAt(now)).reduce((sum, each) => sum + each, 0)).toBe(0)
  })

  test('two processes at once forget everything once, and neither fails', async () => {
    const { tenantId, users } = await createSpaces(instance)
    for (let each = 0; each < 20; each += 1) await create(instance, users, userBody(`u${each}`))
    const later = new Date(ctx.now().getTime() + 500 * DAY)
    const [one, two] = await Promise.all([runAt(later), runAt(later)])
    expect(one.events + two.events).toBeGreaterThanOrEqual(20)
    await runAt(later)
    expect(await count(tenantId, 'event')).toBe(0)
  })

  test('nothing failed', () => {
    expect(errors).toEqual([])
  })
})
