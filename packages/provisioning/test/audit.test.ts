import { listCheckpoints } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { AuditSealer, patchResource, updateTenant, verifyAudit } from '../src/index.ts'
import { addMember, create, createSpaces, groupBody, patchBody, useInstance, userBody } from './support.ts'

describe.each(DIALECTS)('the audit log (%s)', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  async function withSealers<T>(count: number, work: (seal: () => Promise<void>) => Promise<T>): Promise<T> {
    const errors: unknown[] = []
    const sealers = Array.from(
      { length: count },
      () => new AuditSealer(instance.store, ctx.keyring, (error) => errors.push(error)),
    )
    try {
      return await work(async () => void (await Promise.all(sealers.map((sealer) => sealer.run()))))
    } finally {
      for (const sealer of sealers) await sealer.close()
      expect(errors).toEqual([])
    }
  }

  /** A tenant with events of several kinds, chained and signed. */
  async function usedTenant(): Promise<string> {
    const { tenantId, users, groups } = await createSpaces(instance)
    const ann = await create(instance, users, userBody('ann'))
    const group = await create(instance, groups, groupBody('Staff'))
    await patchResource(ctx, groups, group.id, patchBody(addMember(ann.id)))
    await updateTenant(ctx, { id: tenantId }, { name: 'Renamed' })
    await withSealers(1, (seal) => seal())
    return tenantId
  }

  /** What somebody with the database in their hands could do. */
  const tamper = (tenantId: string, statement: (id: string) => ReturnType<typeof sql>) =>
    instance.store.transaction(tenantId, async (trx) => {
      const { rows } = await statement(tenantId).execute(trx)
      return rows
    })
  const lastSeq = async (tenantId: string) => (await verifyAudit(ctx, tenantId)).sealed

  test('of a tenant in use verifies, chained and signed', async () => {
    const tenantId = await usedTenant()
    const result = await verifyAudit(ctx, tenantId)
    expect(result).toEqual({ ok: true, sealed: 6, unsealed: 0, checkpoints: 1, problem: undefined })
  })

  test('what is newer than the chain is counted, not judged, until it is chained', async () => {
    const tenantId = await usedTenant()
    await updateTenant(ctx, { id: tenantId }, { name: 'Again' })
    expect(await verifyAudit(ctx, tenantId)).toMatchObject({ ok: true, sealed: 6, unsealed: 1 })
    await withSealers(1, (seal) => seal())
    expect(await verifyAudit(ctx, tenantId)).toMatchObject({ ok: true, sealed: 7, unsealed: 0 })
  })

  test.each<[string, string, string]>([
    ['actor', 'actor_label', "'somebody else'"],
    ['moment', 'occurred_at', "'2020-01-01T00:00:00.000Z'"],
    ['action', 'action', "'user.updated'"],
    ['target', 'target_id', "'another'"],
    ['data', 'data', 'null'],
    ['changed paths', 'changed', `'["x"]'`],
  ])('a changed row is found: its %s', async (_what, column, value) => {
    const tenantId = await usedTenant()
    await tamper(
      tenantId,
      (id) => sql`update audit_event set ${sql.ref(column)} = ${sql.raw(value)} where tenant_id = ${id} and seq = 3`,
    )
    expect(await verifyAudit(ctx, tenantId)).toMatchObject({
      ok: false,
      problem: { seq: 3, detail: expect.stringContaining('was changed') },
    })
  })

  test('a row changed together with its digest is found by the chain', async () => {
    const tenantId = await usedTenant()
    await tamper(tenantId, (id) => sql`update audit_event set chain = 'forged' where tenant_id = ${id} and seq = 2`)
    expect(await verifyAudit(ctx, tenantId)).toMatchObject({
      ok: false,
      problem: { seq: 2, detail: expect.stringContaining('does not continue') },
    })
  })

  test('a removed row is found', async () => {
    const tenantId = await usedTenant()
    await tamper(tenantId, (id) => sql`delete from audit_event where tenant_id = ${id} and seq = 2`)
    expect(await verifyAudit(ctx, tenantId)).toMatchObject({
      ok: false,
      problem: { seq: 2, detail: expect.stringContaining('missing') },
    })
  })

  test('a tail that was cut off below a signed checkpoint is found', async () => {
    const tenantId = await usedTenant()
    const last = await lastSeq(tenantId)
    await tamper(tenantId, (id) => sql`delete from audit_event where tenant_id = ${id} and seq > ${last - 2}`)
    const result = await verifyAudit(ctx, tenantId)
    expect(result).toMatchObject({ ok: false, problem: { seq: last - 1, detail: expect.stringContaining('gone') } })
  })

  test('an emptied log is found, and so is a forged checkpoint', async () => {
    const emptied = await usedTenant()
    await tamper(emptied, (id) => sql`delete from audit_event where tenant_id = ${id}`)
    expect(await verifyAudit(ctx, emptied)).toMatchObject({ ok: false, sealed: 0, problem: { seq: 1 } })
    const forged = await usedTenant()
    await tamper(
      forged,
      (id) => sql`update audit_checkpoint set signed_at = '2020-01-01T00:00:00.000Z' where tenant_id = ${id}`,
    )
    expect(await verifyAudit(ctx, forged)).toMatchObject({
      ok: false,
      problem: { detail: expect.stringContaining('signature') },
    })
  })

  test('of one tenant says nothing about another', async () => {
    const broken = await usedTenant()
    const whole = await usedTenant()
    await tamper(broken, (id) => sql`delete from audit_event where tenant_id = ${id} and seq = 1`)
    expect((await verifyAudit(ctx, broken)).ok).toBe(false)
    expect((await verifyAudit(ctx, whole)).ok).toBe(true)
  })

  test('what is wrong with one tenant’s chain keeps no other tenant’s events waiting', async () => {
    const tenants = [await usedTenant(), await usedTenant(), await usedTenant()]
    for (const id of tenants) await updateTenant(ctx, { id }, { name: 'Again' })
    const broken = tenants.toSorted()[0] ?? ''
    const errors: unknown[] = []
    const store: typeof instance.store = {
      ...instance.store,
      transaction: (scope, work) =>
        scope === broken ? Promise.reject(new Error('a broken chain')) : instance.store.transaction(scope, work),
    }
    await new AuditSealer(store, ctx.keyring, (error) => errors.push(error)).close()
    expect(errors.length).toBeGreaterThan(0)
    for (const id of tenants) {
      expect(await verifyAudit(ctx, id)).toMatchObject({ ok: true, unsealed: id === broken ? 1 : 0 })
    }
    await withSealers(1, (seal) => seal())
    expect(await verifyAudit(ctx, broken)).toMatchObject({ ok: true, unsealed: 0 })
  })

  test('two sealers at once, while events arrive, make one chain', async () => {
    const { tenantId, users } = await createSpaces(instance)
    await withSealers(2, async (seal) => {
      const writes = Array.from({ length: 40 }, (_, index) => create(instance, users, userBody(`u${index}`)))
      const seals = async () => {
        for (let round = 0; round < 10; round += 1) await seal()
      }
      await Promise.all([...writes, seals()])
      await seal()
    })
    const result = await verifyAudit(ctx, tenantId)
    expect(result).toMatchObject({ ok: true, sealed: 42, unsealed: 0, problem: undefined })
    const checkpoints = await instance.store.read(tenantId, (db) => listCheckpoints(db, tenantId))
    expect(new Set(checkpoints.map(({ seq }) => seq)).size).toBe(checkpoints.length)
  })
})
