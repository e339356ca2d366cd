import { createAdmin, issueFirstOwnerCode } from '@rollcall/provisioning'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createInstance, DIALECTS, type Instance, seedTenant } from './support.ts'

const PASSWORD = 'a long enough sentence'
const DAY = 86_400_000

describe.each(DIALECTS)('the first owner on %s', (dialect) => {
  let instance: Instance
  beforeEach(async () => {
    instance = await createInstance(dialect)
  })
  afterEach(() => instance.close())

  const isNeeded = async (): Promise<boolean> =>
    (await instance.ask('{ setup { firstOwnerNeeded } }')).data.setup.firstOwnerNeeded
  const create = async (code: string, input: Record<string, unknown> = {}) =>
    (
      await instance.ask(
        'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { viewer { name } userErrors { path code } } }',
        { input: { code, email: 'owner@example.com', password: PASSWORD, ...input } },
      )
    ).data.createFirstOwner

  test.each([
    { who: 'an auditor of a tenant', role: 'auditor', inTenant: true },
    { who: 'an owner of a tenant', role: 'owner', inTenant: true },
    { who: 'an auditor of the instance', role: 'auditor', inTenant: false },
  ])('is still offered when there is $who', async ({ role, inTenant }) => {
    const { tenant } = await seedTenant(instance, 'acme')
    await createAdmin(instance.ctx, { email: 'ida@example.com', role, tenantId: inTenant ? tenant.id : undefined })
    expect(await isNeeded()).toBe(true)
    const code = (await issueFirstOwnerCode(instance.ctx)) ?? ''
    expect(await create(code, { email: 'ida@example.com' })).toEqual({
      viewer: null,
      userErrors: [{ path: ['email'], code: 'TAKEN' }],
    })
    expect((await create(code)).viewer).toEqual({ name: 'owner@example.com' })
    expect(await isNeeded()).toBe(false)
  })

  test('is offered again when the link of an invited owner has ended unused', async () => {
    await createAdmin(instance.ctx, { email: 'ida@example.com', role: 'owner' })
    expect(await isNeeded()).toBe(false)
    expect(await issueFirstOwnerCode(instance.ctx)).toBeUndefined()
    instance.advance(3 * DAY + 1)
    expect(await isNeeded()).toBe(true)
    expect(await issueFirstOwnerCode(instance.ctx)).toMatch(/^rcs_/)
  })

  test('is offered again when the only owner is disabled', async () => {
    expect((await create((await issueFirstOwnerCode(instance.ctx)) ?? '')).userErrors).toEqual([])
    await instance.store.transaction('*', (trx) =>
      trx.updateTable('admin').set({ disabled_at: new Date().toISOString() }).execute(),
    )
    expect(await isNeeded()).toBe(true)
  })

  test('nothing of the input is looked at before the code is known to be right', async () => {
    await issueFirstOwnerCode(instance.ctx)
    expect(await create('rcs_guessed', { email: 'no address', password: 'short' })).toEqual({
      viewer: null,
      userErrors: [{ path: ['code'], code: 'CODE_INVALID' }],
    })
  })

  test('of two who use the code at once, one becomes owner', async () => {
    await createAdmin(instance.ctx, { email: 'ida@example.com', role: 'auditor' })
    const code = (await issueFirstOwnerCode(instance.ctx)) ?? ''
    const both = await Promise.all([create(code), create(code, { email: 'second@example.com' })])
    expect(both.filter(({ viewer }) => viewer !== null)).toHaveLength(1)
    expect(both.flatMap(({ userErrors }) => userErrors)).toEqual([{ path: ['code'], code: 'CODE_INVALID' }])
  })
})
