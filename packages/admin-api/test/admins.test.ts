import { completeSetup, createAdmin, disableAdmin, FULL_AUTHORITY, removeAdmin } from '@rollcall/provisioning'
import { type AdminRole, INSTANCE, insertAdmin, openStore } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { codes, createInstance, DIALECTS, type Instance, seedTenant } from './support.ts'

const PASSWORD = 'correct horse battery staple'
const ROLES: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor']
type Where = 'instance' | 'tenant'
const HOLDERS = (['instance', 'tenant'] as const).flatMap((where) => ROLES.map((role) => ({ where, role })))

/** Written out, not taken from the code: who may end what holds the role there. */
function mayEnd(caller: { where: Where; role: AdminRole }, held: { where: Where; role: AdminRole }): boolean {
  if (caller.role !== 'owner' && caller.role !== 'tenant-admin') return false
  if (caller.where === 'tenant' && held.where === 'instance') return false
  return caller.role === 'owner' || held.role !== 'owner'
}

describe.each(DIALECTS)('admins on %s', (dialect) => {
  let instance: Instance
  let tenantId: string
  let otherTenantId: string
  const keys = new Map<string, string>()
  beforeAll(async () => {
    instance = await createInstance(dialect)
    tenantId = (await seedTenant(instance, 'acme')).tenant.id
    otherTenantId = (await seedTenant(instance, 'other')).tenant.id
    for (const { where, role } of HOLDERS) {
      keys.set(`${where} ${role}`, await instance.key(role, where === 'tenant' ? tenantId : undefined))
    }
  })
  afterAll(() => instance.close())

  const keyOf = (where: Where, role: AdminRole) => keys.get(`${where} ${role}`) ?? ''
  let counter = 0
  /** An admin who is signed in. */
  async function newAdmin(role: AdminRole, where: Where = 'instance') {
    counter += 1
    const email = `admin-${counter}@example.com`
    const scope = where === 'tenant' ? tenantId : undefined
    const { admin, setupCode } = await createAdmin(instance.ctx, { email, role, tenantId: scope })
    const { secret, session } = await completeSetup(instance.ctx, { code: setupCode, password: PASSWORD })
    return {
      email,
      rowId: admin.id,
      id: toGlobalId('Admin', admin.id),
      sessionId: toGlobalId('Session', session.id),
      cookie: `rollcall=${secret}`,
    }
  }
  const asAdmin = (cookie: string, query: string, variables: Record<string, unknown> = {}) =>
    instance.send(
      { query, variables },
      { 'content-type': 'application/json', 'x-rollcall-csrf': '1', cookie, origin: instance.origin },
    )
  const act = async (name: string, input: object, key: string, fields = 'userErrors { code path message }') => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    return instance.ask(`mutation ($input: ${type}!) { it: ${name}(input: $input) { ${fields} } }`, { input }, key)
  }
  const newKey = async (cookie: string, role = 'OWNER', tenant?: string): Promise<{ id: string; key: string }> => {
    const made = await asAdmin(
      cookie,
      'mutation ($input: CreateApiKeyInput!) { it: createApiKey(input: $input) { key apiKey { id } userErrors { message } } }',
      { input: { name: 'script', role, tenantId: tenant } },
    )
    return { key: made.data.it.key, id: made.data.it.apiKey.id }
  }
  const viewerOf = (key: string) => instance.ask('{ viewer { name } }', {}, key)

  /** What a key answers for: done, too high for it, or not for it at all. */
  const verdict = (answer: Awaited<ReturnType<typeof act>>) =>
    codes(answer)[0] ?? answer.data.it.userErrors[0]?.code ?? 'DONE'

  describe.each(['revokeApiKey', 'revokeSession', 'unlockAdmin', 'disableAdmin', 'enableAdmin', 'removeAdmin'])(
    '%s takes what giving needs',
    (name) => {
      test.each(HOLDERS)('of $role of the $where', { timeout: 60_000 }, async (held) => {
        const scope = held.where === 'tenant' ? tenantId : undefined
        const makeTarget = async () => {
          if (name !== 'revokeApiKey') return newAdmin(held.role, held.where)
          await instance.key(held.role, scope)
          const { rows } = {
            rows: await instance.ctx.store.read(INSTANCE, (db) =>
              db.selectFrom('api_key').select('id').orderBy('id', 'desc').limit(1).execute(),
            ),
          }
          return { id: toGlobalId('ApiKey', rows[0]?.id ?? ''), sessionId: '' }
        }
        let target = await makeTarget()
        for (const caller of HOLDERS) {
          const id = name === 'revokeSession' ? target.sessionId : target.id
          const outcome = verdict(await act(name, { id }, keyOf(caller.where, caller.role)))
          const what = `${caller.role} of the ${caller.where}`
          if (!mayEnd(caller, held)) expect(['ROLE_TOO_HIGH', 'FORBIDDEN', 'NOT_FOUND'], what).toContain(outcome)
          else {
            expect(outcome, what).toBe('DONE')
            if (name === 'removeAdmin') target = await makeTarget()
          }
        }
      })
    },
  )

  test("one's own session may always be ended, whatever the role", async () => {
    for (const role of ROLES) {
      const { cookie, sessionId } = await newAdmin(role, 'tenant')
      const ended = await asAdmin(
        cookie,
        'mutation ($id: ID!) { it: revokeSession(input: {id: $id}) { userErrors { code } } }',
        { id: sessionId },
      )
      expect(ended.data.it.userErrors).toEqual([])
    }
  })

  test('disabling ends sessions and keys at once, in every process, and enabling lets the keys work again', async () => {
    const leaver = await newAdmin('owner')
    const script = await newKey(leaver.cookie)
    // Made by the key, so it ends with the same person.
    const second = await act('createApiKey', { name: 'second', role: 'AUDITOR' }, script.key, 'key')
    const detail = 'admin { state disabledAt } sessionsEnded apiKeysEnded apiKeysKept userErrors { code }'
    const seen = await instance.ask(
      'query ($id: ID!) { node(id: $id) { ... on Admin { state sessionCount createdApiKeys { name state createdBy { email } } version } } }',
      { id: leaver.id },
      keyOf('instance', 'owner'),
    )
    expect(seen.data.node).toMatchObject({ state: 'ACTIVE', sessionCount: 1 })
    expect(seen.data.node.createdApiKeys.map((key: { name: string }) => key.name)).toEqual(['second', 'script'])
    expect(seen.data.node.createdApiKeys[0].createdBy).toEqual({ email: leaver.email })
    const stale = await act('disableAdmin', { id: leaver.id, expectedVersion: 1 }, keyOf('instance', 'owner'))
    expect(stale.data.it.userErrors[0].code).toBe('STALE')
    const disabled = await act('disableAdmin', { id: leaver.id }, keyOf('instance', 'owner'), detail)
    expect(disabled.data.it).toEqual({
      admin: { state: 'DISABLED', disabledAt: expect.any(String) },
      sessionsEnded: 1,
      apiKeysEnded: 2,
      apiKeysKept: 0,
      userErrors: [],
    })
    for (const key of [script.key, second.data.it.key]) {
      const refused = await viewerOf(key)
      expect([refused.status, codes(refused)]).toEqual([401, ['UNAUTHENTICATED']])
      expect(refused.errors[0]?.message).toBe(
        'The admin who made this API key is disabled. It works again when they are enabled.',
      )
    }
    expect((await asAdmin(leaver.cookie, '{ viewer { name } }')).data.viewer).toBeNull()
    const state = await instance.ask(
      'query ($id: ID!) { node(id: $id) { ... on ApiKey { state } } }',
      { id: script.id },
      keyOf('instance', 'owner'),
    )
    expect(state.data.node).toEqual({ state: 'DISABLED' })
    expect((await act('enableAdmin', { id: leaver.id }, keyOf('instance', 'owner'))).data.it.userErrors).toEqual([])
    expect((await viewerOf(script.key)).status).toBe(200)
    // The session ended for good.
    expect((await asAdmin(leaver.cookie, '{ viewer { name } }')).data.viewer).toBeNull()
  })

  test('removing revokes keys for good, frees the address, and the log says who it was', async () => {
    const leaver = await newAdmin('tenant-admin', 'tenant')
    const script = await newKey(leaver.cookie, 'AUDITOR', toGlobalId('Tenant', tenantId))
    const removed = await act(
      'removeAdmin',
      { id: leaver.id },
      keyOf('tenant', 'owner'),
      'admin { id } sessionsEnded apiKeysEnded userErrors { code }',
    )
    expect(removed.data.it).toEqual({ admin: null, sessionsEnded: 1, apiKeysEnded: 1, userErrors: [] })
    expect((await viewerOf(script.key)).errors[0]?.message).toMatch(/^This API key was revoked on /)
    expect((await asAdmin(leaver.cookie, '{ viewer { name } }')).data.viewer).toBeNull()
    expect(verdict(await act('enableAdmin', { id: leaver.id }, keyOf('tenant', 'owner')))).toBe('NOT_FOUND')
    const log = await instance.ask(
      'query ($id: ID!) { tenant(id: $id) { auditEvents(filter: {actions: ["admin.removed", "api_key.revoked"]}) { nodes { action target { databaseId } before } } } }',
      { id: toGlobalId('Tenant', tenantId) },
      keyOf('tenant', 'owner'),
    )
    const events = log.data.tenant.auditEvents.nodes.slice(0, 2)
    expect(events.map(({ action }: { action: string }) => action)).toEqual(['admin.removed', 'api_key.revoked'])
    expect(events[0]).toMatchObject({
      target: { databaseId: leaver.rowId },
      before: { email: leaver.email, role: 'tenant-admin' },
    })
    const again = await createAdmin(instance.ctx, { email: leaver.email, role: 'auditor', tenantId })
    expect(again.admin.id).not.toBe(leaver.rowId)
  })

  test.each(['disableAdmin', 'removeAdmin'])(
    '%s with keepApiKeys lets keys go on without their maker',
    async (name) => {
      const leaver = await newAdmin('owner')
      const script = await newKey(leaver.cookie)
      const ended = await act(
        name,
        { id: leaver.id, keepApiKeys: true },
        keyOf('instance', 'owner'),
        'apiKeysEnded apiKeysKept userErrors { code }',
      )
      expect(ended.data.it).toEqual({ apiKeysEnded: 0, apiKeysKept: 1, userErrors: [] })
      expect((await viewerOf(script.key)).status).toBe(200)
      const log = await instance.ask(
        '{ auditEvents(first: 5, filter: {actions: ["api_key.detached"]}) { nodes { target { node { id } } before after } } }',
        {},
        keyOf('instance', 'owner'),
      )
      expect(log.data.auditEvents.nodes[0]).toEqual({
        target: { node: { id: script.id } },
        before: { createdBy: leaver.rowId },
        after: { createdBy: null },
      })
    },
  )

  test("a tenant's admin takes the role in that tenant away from an account that has others, and nothing else of it", async () => {
    const at = instance.ctx.now().toISOString()
    const row = {
      id: instance.ctx.newId(),
      email: 'both@example.com',
      email_key: 'both@example.com',
      name: 'Both',
      password_hash: null,
      setup_hash: null,
      setup_expires_at: null,
      disabled_at: null,
      version: 1,
      created_at: at,
      updated_at: at,
    }
    await instance.store.transaction(INSTANCE, (trx) =>
      insertAdmin(trx, row, [
        { admin_id: row.id, tenant_id: tenantId, role: 'auditor' },
        { admin_id: row.id, tenant_id: otherTenantId, role: 'auditor' },
      ]),
    )
    const id = toGlobalId('Admin', row.id)
    const key = keyOf('tenant', 'owner')
    for (const name of ['disableAdmin', 'removeAdmin', 'unlockAdmin']) {
      expect(verdict(await act(name, { id }, key)), name).toBe('ROLE_TOO_HIGH')
    }
    // Another's tenant reads like one that never was.
    const other = await act('removeAdmin', { id, tenantId: toGlobalId('Tenant', otherTenantId) }, key)
    const never = await act('removeAdmin', { id, tenantId: toGlobalId('Tenant', instance.ctx.newId()) }, key)
    expect(other.data.it.userErrors).toEqual(never.data.it.userErrors)
    expect(other.data.it.userErrors).toMatchObject([{ code: 'NOT_FOUND', path: ['tenantId'] }])
    const taken = await act(
      'removeAdmin',
      { id, tenantId: toGlobalId('Tenant', tenantId) },
      key,
      'admin { id } userErrors { code message }',
    )
    expect(taken.data.it.userErrors).toEqual([])
    const left = await instance.ask(
      'query ($id: ID!) { node(id: $id) { ... on Admin { grants { role tenant { slug } } } } }',
      { id },
      keyOf('instance', 'owner'),
    )
    expect(left.data.node).toEqual({ grants: [{ role: 'AUDITOR', tenant: { slug: 'other' } }] })
    expect(
      verdict(await act('removeAdmin', { id, tenantId: toGlobalId('Tenant', tenantId) }, keyOf('instance', 'owner'))),
    ).toBe('INVALID')
  })
})

describe.each(DIALECTS)('the last owner on %s', (dialect) => {
  test('cannot go, and of two who end each other in two processes one is left', { timeout: 60_000 }, async () => {
    const instance = await createInstance(dialect)
    const otherStore = await openStore({ url: instance.database.url })
    const { ctx } = instance
    try {
      const owner = async (email: string) => {
        const { admin, setupCode } = await createAdmin(ctx, { email, role: 'owner' })
        await completeSetup(ctx, { code: setupCode, password: PASSWORD })
        return admin.id
      }
      const by = FULL_AUTHORITY
      const first = await owner('first@example.com')
      // Neither an invited owner, nor one of a tenant, nor a disabled one counts.
      await createAdmin(ctx, { email: 'invited@example.com', role: 'owner' })
      const away = await owner('away@example.com')
      await disableAdmin(ctx, { id: away, by })
      for (const end of [disableAdmin, removeAdmin]) {
        await expect(end(ctx, { id: first, by })).rejects.toMatchObject({ name: 'LastOwnerError' })
      }
      for (let round = 0; round < 6; round += 1) {
        const second = await owner(`second-${round}@example.com`)
        const survivors = await ctx.store.read(INSTANCE, (db) =>
          db
            .selectFrom('admin')
            .select('id')
            .where('disabled_at', 'is', null)
            .where('password_hash', 'is not', null)
            .execute(),
        )
        expect(survivors).toHaveLength(2)
        const others = { ...ctx, store: otherStore }
        const end = round % 2 === 0 ? disableAdmin : removeAdmin
        const results = await Promise.allSettled(
          survivors.map(({ id }, index) => end(index === 0 ? ctx : others, { id, by })),
        )
        expect(results.map(({ status }) => status).sort(), `${round} ${second}`).toEqual(['fulfilled', 'rejected'])
      }
    } finally {
      await otherStore.close()
      await instance.close()
    }
  })
})
