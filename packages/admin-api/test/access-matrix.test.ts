import { createAdmin, createApiKey, createOrganisation } from '@rollcall/provisioning'
import { type AdminRole, INSTANCE, insertLinkRequest, insertNotice, listAuditEventPage } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { schema } from '../src/schema/schema.ts'
import { type Answer, createInstance, DIALECTS, type Instance, seedGroup, seedTenant, seedUser } from './support.ts'

const ROLES: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager', 'token-manager', 'auditor']
const ALL = ROLES
const ADMINS: readonly AdminRole[] = ['owner', 'tenant-admin']
const MANAGERS: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager']
const READERS: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager', 'auditor']
const TOKENS: readonly AdminRole[] = ['owner', 'tenant-admin', 'scim-manager', 'token-manager']
const AUDIT: readonly AdminRole[] = ['owner', 'tenant-admin', 'auditor']

/** Global ids of one tenant's things. */
type Ids = Readonly<
  Record<
    | 'tenant'
    | 'slug'
    | 'organisation'
    | 'directory'
    | 'credential'
    | 'user'
    | 'group'
    | 'event'
    | 'notice'
    | 'requestId'
    | 'linkRequest'
    | 'apiKey'
    | 'admin',
    string
  >
>

interface Row {
  /** Who may, with a role in the tenant. */
  readonly may: readonly AdminRole[]
  /** `tenant`: asks for a thing of a tenant. `instance`: for the whole instance only. `signed-in`: looks after itself. */
  readonly of: 'tenant' | 'instance' | 'signed-in' | 'anyone'
  readonly query: (ids: Ids) => string
}

let counter = 0
const fresh = () => {
  counter += 1
  return `n${counter}`
}

/** Every root field, with what it is asked and who may: written out here, not taken from the code. */
const FIELDS: Readonly<Record<string, Row>> = {
  viewer: { may: ALL, of: 'anyone', query: () => '{ it: viewer { name } }' },
  setup: { may: ALL, of: 'anyone', query: () => '{ it: setup { firstOwnerNeeded } }' },
  invitation: { may: ALL, of: 'anyone', query: () => '{ it: invitation(code: "rcs_x") { email } }' },
  auditActions: { may: ALL, of: 'signed-in', query: () => '{ it: auditActions }' },
  tenants: { may: ALL, of: 'signed-in', query: () => '{ it: tenants { nodes { id } } }' },
  node: { may: ALL, of: 'tenant', query: ({ directory }) => `{ it: node(id: "${directory}") { id } }` },
  nodes: { may: ALL, of: 'tenant', query: ({ directory }) => `{ it: nodes(ids: ["${directory}"]) { id } }` },
  tenant: { may: ALL, of: 'tenant', query: ({ tenant }) => `{ it: tenant(id: "${tenant}") { id } }` },
  directory: { may: ALL, of: 'tenant', query: ({ directory }) => `{ it: directory(id: "${directory}") { id } }` },
  user: { may: READERS, of: 'tenant', query: ({ user }) => `{ it: user(id: "${user}") { id } }` },
  group: { may: READERS, of: 'tenant', query: ({ group }) => `{ it: group(id: "${group}") { id } }` },
  previewRolePrefix: {
    may: READERS,
    of: 'tenant',
    query: ({ directory }) => `{ it: previewRolePrefix(directoryId: "${directory}", prefix: "x") { groupCount } }`,
  },
  explainUser: {
    may: READERS,
    of: 'tenant',
    query: ({ tenant }) => `{ it: explainUser(tenantId: "${tenant}", user: "ann") { personId } }`,
  },
  previewPolicy: {
    may: READERS,
    of: 'tenant',
    query: ({ tenant }) => `{ it: previewPolicy(tenantId: "${tenant}", document: {}) { version } }`,
  },
  scimRequest: {
    may: READERS,
    of: 'tenant',
    query: ({ tenant, requestId }) => `{ it: scimRequest(tenantId: "${tenant}", id: "${requestId}") { erased } }`,
  },
  auditEvents: { may: AUDIT, of: 'instance', query: () => '{ it: auditEvents { nodes { id } } }' },
  admins: { may: AUDIT, of: 'instance', query: () => '{ it: admins { nodes { id } } }' },
  apiKeys: { may: AUDIT, of: 'instance', query: () => '{ it: apiKeys { nodes { id } } }' },
  createTenant: {
    may: ADMINS,
    of: 'instance',
    query: () => `mutation { it: createTenant(input: {slug: "${fresh()}", name: "N"}) { userErrors { code } } }`,
  },
  updateTenant: {
    may: ADMINS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: updateTenant(input: {id: "${tenant}", name: "${fresh()}"}) { userErrors { code } } }`,
  },
  createOrganisation: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: createOrganisation(input: {tenantId: "${tenant}", name: "${fresh()}"}) { userErrors { code } } }`,
  },
  updateOrganisation: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ organisation }) =>
      `mutation { it: updateOrganisation(input: {id: "${organisation}", name: "${fresh()}"}) { userErrors { code } } }`,
  },
  createDirectory: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: createDirectory(input: {tenantId: "${tenant}", slug: "${fresh()}", name: "D"}) { userErrors { code } } }`,
  },
  updateDirectory: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: updateDirectory(input: {id: "${directory}", name: "${fresh()}"}) { userErrors { code } } }`,
  },
  activateDirectory: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) => `mutation { it: activateDirectory(input: {id: "${directory}"}) { userErrors { code } } }`,
  },
  deactivateDirectory: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: deactivateDirectory(input: {id: "${directory}"}) { userErrors { code } } }`,
  },
  applyDefinitions: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: applyDefinitions(input: {directoryId: "${directory}", documents: {id: "urn:example:Badge", attributes: [{name: "badge"}]}}) { userErrors { code } } }`,
  },
  removeDefinition: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: removeDefinition(input: {directoryId: "${directory}", name: "urn:example:None"}) { userErrors { code } } }`,
  },
  releaseBrake: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: releaseBrake(input: {directoryId: "${directory}", kind: DELETE}) { userErrors { code } } }`,
  },
  rotateCredential: {
    may: TOKENS,
    of: 'tenant',
    query: ({ credential }) =>
      `mutation { it: rotateCredential(input: {id: "${credential}", overlapSeconds: 60}) { userErrors { code } } }`,
  },
  updateUser: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ user }) =>
      `mutation { it: updateUser(input: {id: "${user}", attributes: {title: "x"}}) { userErrors { code } } }`,
  },
  purgeUser: {
    may: ADMINS,
    of: 'tenant',
    query: ({ user }) => `mutation { it: purgeUser(input: {id: "${user}", confirm: "no"}) { userErrors { code } } }`,
  },
  approveLinkRequest: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ linkRequest }) =>
      `mutation { it: approveLinkRequest(input: {id: "${linkRequest}"}) { userErrors { code } } }`,
  },
  declineLinkRequest: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ linkRequest }) =>
      `mutation { it: declineLinkRequest(input: {id: "${linkRequest}"}) { userErrors { code } } }`,
  },
  applyPolicy: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: applyPolicy(input: {tenantId: "${tenant}", document: {}}) { userErrors { code } } }`,
  },
  confirmGroupRole: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ group }) =>
      `mutation { it: confirmGroupRole(input: {groupId: "${group}", rule: "prefix", role: "ff"}) { userErrors { code } } }`,
  },
  dismissGroupRole: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ group }) =>
      `mutation { it: dismissGroupRole(input: {groupId: "${group}", rule: "prefix", role: "ff"}) { userErrors { code } } }`,
  },
  dismissNotice: {
    may: MANAGERS,
    of: 'tenant',
    query: ({ notice }) => `mutation { it: dismissNotice(input: {id: "${notice}"}) { userErrors { code } } }`,
  },
  createToken: {
    may: TOKENS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: createToken(input: {directoryId: "${directory}"}) { userErrors { code } } }`,
  },
  createBasicCredential: {
    may: TOKENS,
    of: 'tenant',
    query: ({ directory }) =>
      `mutation { it: createBasicCredential(input: {directoryId: "${directory}"}) { userErrors { code } } }`,
  },
  revokeCredential: {
    may: TOKENS,
    of: 'tenant',
    query: ({ credential }) =>
      `mutation { it: revokeCredential(input: {id: "${credential}"}) { userErrors { code } } }`,
  },
  createAdmin: {
    may: ADMINS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: createAdmin(input: {tenantId: "${tenant}", email: "${fresh()}@example.com", role: AUDITOR}) { userErrors { code } } }`,
  },
  disableAdmin: {
    may: ADMINS,
    of: 'tenant',
    query: ({ admin }) =>
      `mutation { it: disableAdmin(input: {id: "${admin}", expectedVersion: 99}) { userErrors { code } } }`,
  },
  enableAdmin: {
    may: ADMINS,
    of: 'tenant',
    query: ({ admin }) =>
      `mutation { it: enableAdmin(input: {id: "${admin}", expectedVersion: 99}) { userErrors { code } } }`,
  },
  removeAdmin: {
    may: ADMINS,
    of: 'tenant',
    query: ({ admin }) =>
      `mutation { it: removeAdmin(input: {id: "${admin}", expectedVersion: 99}) { userErrors { code } } }`,
  },
  unlockAdmin: {
    may: ADMINS,
    of: 'tenant',
    query: ({ admin }) => `mutation { it: unlockAdmin(input: {id: "${admin}"}) { userErrors { code } } }`,
  },
  createApiKey: {
    may: ADMINS,
    of: 'tenant',
    query: ({ tenant }) =>
      `mutation { it: createApiKey(input: {tenantId: "${tenant}", name: "K", role: AUDITOR}) { userErrors { code } } }`,
  },
  revokeApiKey: {
    may: ADMINS,
    of: 'tenant',
    query: ({ apiKey }) => `mutation { it: revokeApiKey(input: {id: "${apiKey}"}) { userErrors { code } } }`,
  },
  revokeSession: {
    may: ALL,
    of: 'signed-in',
    query: () =>
      `mutation { it: revokeSession(input: {id: "${toGlobalId('Session', '01a2018e-ee10-7331-938a-4288dc202d75')}"}) { userErrors { code } } }`,
  },
  changePassword: {
    // An API key has none; sign-in.test.ts has the rest.
    may: [],
    of: 'signed-in',
    query: () =>
      'mutation { it: changePassword(input: {currentPassword: "a", newPassword: "b"}) { userErrors { code } } }',
  },
  signIn: {
    may: ALL,
    of: 'anyone',
    query: () => `mutation { it: signIn(input: {email: "${fresh()}", password: "y"}) { userErrors { code } } }`,
  },
  signOut: { may: ALL, of: 'anyone', query: () => 'mutation { it: signOut { userErrors { code } } }' },
  completeSetup: {
    may: ALL,
    of: 'anyone',
    query: () => 'mutation { it: completeSetup(input: {code: "x", password: "y"}) { userErrors { code } } }',
  },
  createFirstOwner: {
    may: ALL,
    of: 'anyone',
    query: () =>
      'mutation { it: createFirstOwner(input: {code: "x", email: "y", password: "z"}) { userErrors { code } } }',
  },
}

/** Fields of a tenant, each gated by itself. */
const TENANT_FIELDS: Readonly<Record<string, readonly AdminRole[]>> = {
  'directories { nodes { id } }': ALL,
  'organisations { nodes { id } }': ALL,
  'organisations { nodes { people { totalCount } } }': READERS,
  'licences { key }': READERS,
  'notices { nodes { id } }': READERS,
  'users { nodes { id } }': READERS,
  'groups { nodes { id } }': READERS,
  'auditEvents { nodes { id } }': AUDIT,
  'admins { nodes { id } }': AUDIT,
  'apiKeys { nodes { id } }': AUDIT,
  'definitions { schemas { id } }': ALL,
  'policy { version }': READERS,
  'directory(slug: "okta") { requests { id } lastRefusal { id } lastConnectionTest { id } }': ALL,
  'linkRequests { id }': READERS,
  'directory(slug: "okta") { brakeHolds { kind } }': READERS,
  'policyVersions { version }': READERS,
  'policyTasks { kind }': READERS,
  'directory(slug: "okta") { definitions { schemas { id } } }': ALL,
  'directory(slug: "okta") { schemas { id } resourceTypes { name } }': ALL,
  'directory(slug: "okta") { credentials { nodes { id } } }': ALL,
  'directory(slug: "okta") { users { nodes { id } } }': READERS,
  'directory(slug: "okta") { groups { nodes { id } } }': READERS,
  'directory(slug: "okta") { roles { name } }': READERS,
  'directory(slug: "okta") { auditEvents { nodes { id } } }': AUDIT,
}

function verdict({ errors, data }: Answer): 'allowed' | 'forbidden' | 'unauthenticated' | 'missing' | string {
  const [code] = errors.map((error) => error.extensions.code)
  if (code !== undefined) return code.toLowerCase()
  const it = data.it
  if (it === null || (Array.isArray(it) && it.every((item) => item === null))) return 'missing'
  return it.userErrors?.some((error: { code: string }) => error.code === 'NOT_FOUND') ? 'missing' : 'allowed'
}

test('the table has every root field of the schema', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  )
  expect(Object.keys(FIELDS).sort()).toEqual(roots.sort())
})

describe.each(DIALECTS)('access on %s', (dialect) => {
  let instance: Instance
  let own: Ids
  let other: Ids
  const keys = new Map<string, string>()

  async function seed(slug: string): Promise<Ids> {
    const { tenant, directory, credentialId } = await seedTenant(instance, slug, { rolePrefix: 'Sta' })
    const { ctx } = instance
    const organisation = await createOrganisation(ctx, { tenantId: tenant.id, name: 'North' })
    const user = await seedUser(instance, directory, 'ann')
    const group = await seedGroup(instance, directory, 'Staff', [user])
    const { apiKey } = await createApiKey(ctx, { name: 'victim', tenantId: tenant.id, role: 'auditor' })
    const { admin } = await createAdmin(ctx, { email: `${slug}@example.com`, tenantId: tenant.id, role: 'auditor' })
    const [event] = await ctx.store.read(INSTANCE, (db) =>
      listAuditEventPage(db, tenant.id, {}, { limit: 1, backwards: false }),
    )
    const linkRequestId = ctx.newId()
    await ctx.store.transaction(tenant.id, (trx) =>
      insertLinkRequest(trx, {
        tenant_id: tenant.id,
        id: linkRequestId,
        directory_id: directory.id,
        resource_id: user,
        person_id: ctx.newId(),
        own_person_id: ctx.newId(),
        matched_by: 'userName',
        state: 'waiting',
        decided_by: null,
        created_at: ctx.now().toISOString(),
        decided_at: null,
      }),
    )
    const noticeId = ctx.newId()
    await ctx.store.transaction(tenant.id, (trx) =>
      insertNotice(trx, {
        tenant_id: tenant.id,
        id: noticeId,
        kind: 'licence.exhausted',
        subject_type: 'licence',
        subject_id: 'pro',
        directory_id: null,
        detail: 'No seat is free.',
        request_id: ctx.requestId,
        created_at: ctx.now().toISOString(),
        dismissed_at: null,
      }),
    )
    const requestId = ctx.newId()
    await ctx.store.records.insert([
      {
        tenant_id: tenant.id,
        id: requestId,
        directory_id: directory.id,
        credential_id: credentialId,
        occurred_at: new Date().toISOString(),
        method: 'GET',
        path: '/Users',
        query: null,
        status: 200,
        scim_type: null,
        duration_ms: 1,
        request_bytes: 0,
        response_bytes: 0,
        user_agent: null,
        resource_ids: null,
        operations: null,
        content: null,
      },
    ])
    return {
      tenant: toGlobalId('Tenant', tenant.id),
      slug,
      requestId,
      organisation: toGlobalId('Organisation', organisation.id, tenant.id),
      directory: toGlobalId('Directory', directory.id, tenant.id),
      credential: toGlobalId('Credential', credentialId, tenant.id),
      user: toGlobalId('User', user, tenant.id),
      group: toGlobalId('Group', group, tenant.id),
      event: toGlobalId('AuditEvent', event?.id ?? '', tenant.id),
      notice: toGlobalId('Notice', noticeId, tenant.id),
      linkRequest: toGlobalId('LinkRequest', linkRequestId, tenant.id),
      apiKey: toGlobalId('ApiKey', apiKey.id),
      admin: toGlobalId('Admin', admin.id),
    }
  }

  beforeAll(async () => {
    instance = await createInstance(dialect)
    own = await seed('own')
    other = await seed('other')
    const tenantId = (
      await instance.ctx.store.read(INSTANCE, (db) =>
        db.selectFrom('tenant').selectAll().where('slug', '=', 'own').execute(),
      )
    )[0]?.id
    for (const role of ROLES) {
      keys.set(`tenant ${role}`, await instance.key(role, tenantId))
      keys.set(`instance ${role}`, await instance.key(role))
    }
  })
  afterAll(() => instance.close())

  const as = (where: 'tenant' | 'instance', role: AdminRole) => keys.get(`${where} ${role}`) ?? ''

  describe.each(Object.keys(FIELDS))('%s', (name) => {
    const row = FIELDS[name] as Row

    test('a stranger is refused unless anybody may', async () => {
      const outcome = verdict(await instance.ask(row.query(own)))
      if (row.of === 'anyone') expect(['allowed', 'missing']).toContain(outcome)
      else expect(outcome).toBe('unauthenticated')
    })

    test.each(ROLES)('%s of the tenant', async (role) => {
      const outcome = verdict(await instance.ask(row.query(own), {}, as('tenant', role)))
      if (row.of === 'instance') expect(outcome).toBe('forbidden')
      else if (!row.may.includes(role)) expect(outcome).toBe('forbidden')
      else if (row.of === 'tenant') expect(outcome).toBe('allowed')
      else expect(['allowed', 'missing']).toContain(outcome)
    })

    test.each(ROLES)('%s of the whole instance', async (role) => {
      const outcome = verdict(await instance.ask(row.query(own), {}, as('instance', role)))
      if (!row.may.includes(role)) expect(outcome).toBe('forbidden')
      else if (row.of === 'tenant' || row.of === 'instance') expect(outcome).toBe('allowed')
      else expect(['allowed', 'missing']).toContain(outcome)
    })
  })

  const ofTenant = Object.entries(FIELDS).filter(([, { of }]) => of === 'tenant')
  test.each(ofTenant)(
    "%s with another tenant's ids says that they do not exist, whatever the role",
    async (_name, row) => {
      for (const role of ROLES) {
        const stolen = await instance.ask(row.query(other), {}, as('tenant', role))
        expect(verdict(stolen), role).toBe('missing')
        expect(stolen.text, role).not.toContain('other')
      }
    },
  )

  test.each(Object.entries(TENANT_FIELDS))('Tenant.%s', async (field, may) => {
    for (const role of ROLES) {
      const query = `{ it: tenant(id: "${own.tenant}") { ${field} } }`
      const outcome = verdict(await instance.ask(query, {}, as('tenant', role)))
      expect(outcome, role).toBe(may.includes(role) ? 'allowed' : 'forbidden')
    }
  })

  test('an id of another tenant reads like one that never was, at every door', async () => {
    const key = as('tenant', 'owner')
    const unknown = '00000000-0000-7000-8000-000000000000'
    const types = {
      organisation: 'Organisation',
      directory: 'Directory',
      credential: 'Credential',
      user: 'User',
      group: 'Group',
      event: 'AuditEvent',
      notice: 'Notice',
      apiKey: 'ApiKey',
      admin: 'Admin',
      tenant: 'Tenant',
    } as const
    for (const [name, type] of Object.entries(types) as [keyof typeof types, (typeof types)[keyof typeof types]][]) {
      const asked = await instance.ask('query ($id: ID!) { it: node(id: $id) { id } }', { id: other[name] }, key)
      const never = await instance.ask(
        'query ($id: ID!) { it: node(id: $id) { id } }',
        { id: toGlobalId(type, unknown, unknown) },
        key,
      )
      expect(asked.data, name).toEqual({ it: null })
      expect(never.data, name).toEqual({ it: null })
    }
    for (const [name, row] of Object.entries(FIELDS).filter(([, { of }]) => of === 'tenant')) {
      const stolen = await instance.ask(row.query(other), {}, key)
      const nothing = Object.fromEntries(
        Object.entries({ ...types }).map(([field, type]) => [field, toGlobalId(type, unknown, unknown)]),
      ) as unknown as Ids
      const never = await instance.ask(row.query(nothing), {}, key)
      expect(stolen.data, name).toEqual(never.data)
      expect(stolen.status, name).toBe(never.status)
    }
  })

  test("an id that mixes one's own tenant with another's thing names nothing", async () => {
    const { parseGlobalId } = await import('../src/global-id.ts')
    const tenantId = parseGlobalId(own.tenant)?.id ?? ''
    for (const [name, type] of [
      ['directory', 'Directory'],
      ['user', 'User'],
      ['credential', 'Credential'],
      ['event', 'AuditEvent'],
      ['organisation', 'Organisation'],
    ] as const) {
      const forged = toGlobalId(type, parseGlobalId(other[name])?.id ?? '', tenantId)
      const asked = await instance.ask(
        'query ($id: ID!) { node(id: $id) { id } }',
        { id: forged },
        as('tenant', 'owner'),
      )
      expect(asked.data, name).toEqual({ node: null })
    }
    const forged = toGlobalId('Directory', parseGlobalId(other.directory)?.id ?? '', tenantId)
    const token = await instance.ask(
      `mutation { it: createToken(input: {directoryId: "${forged}"}) { token userErrors { code } } }`,
      {},
      as('tenant', 'owner'),
    )
    expect(token.data.it).toEqual({ token: null, userErrors: [{ code: 'NOT_FOUND' }] })
  })

  test('lists show the tenants of the caller only', async () => {
    const mine = await instance.ask('{ tenants { nodes { slug } totalCount } }', {}, as('tenant', 'owner'))
    expect(mine.data.tenants).toEqual({ nodes: [{ slug: 'own' }], totalCount: 1 })
    const all = await instance.ask(
      '{ tenants(filter: {search: "OTH"}) { nodes { slug } totalCount } }',
      {},
      as('instance', 'auditor'),
    )
    expect(all.data.tenants).toEqual({ nodes: [{ slug: 'other' }], totalCount: 1 })
  })

  test.each(['tenants', 'tenant(slug: "own") { users', 'tenant(slug: "own") { groups'])(
    'a search of more than 500 characters is refused: %s',
    async (list) => {
      const of = (length: number) => {
        const inner = `${list}(filter: {search: "${'a'.repeat(length)}"}) { totalCount }`
        return instance.ask(`{ ${inner} ${list.includes('{') ? '}' : ''} }`, {}, as('instance', 'auditor'))
      }
      expect((await of(500)).errors).toEqual([])
      const [error] = (await of(501)).errors
      expect(error?.message).toContain('longer than 500 characters')
      expect(error?.extensions.code).toBe('BAD_USER_INPUT')
    },
  )

  test.each([
    ['applyDefinitions', 'documents: {id: "urn:example:Badge", attributes: [{name: "badge"}]}'],
    ['removeDefinition', 'name: "urn:example:None"'],
  ])('%s for a whole tenant is for its admins', async (field, rest) => {
    const ask = (tenant: string, key: string) =>
      instance.ask(
        `mutation { it: ${field}(input: {tenantId: "${tenant}", ${rest}}) { userErrors { code } } }`,
        {},
        key,
      )
    for (const role of ROLES) {
      expect(verdict(await ask(own.tenant, as('tenant', role))), role).toBe(
        ADMINS.includes(role) ? 'allowed' : 'forbidden',
      )
      expect(verdict(await ask(other.tenant, as('tenant', role))), role).toBe('missing')
      expect(verdict(await ask(own.tenant, as('instance', role))), role).toBe(
        ADMINS.includes(role) ? 'allowed' : 'forbidden',
      )
    }
  })

  test('nobody gives a role that may do more than they may', async () => {
    const query =
      'mutation ($input: CreateApiKeyInput!) { it: createApiKey(input: $input) { key userErrors { code path } } }'
    const give = (role: string, tenantId: string | null, key: string) =>
      instance.ask(query, { input: { name: 'k', role, tenantId } }, key)
    expect((await give('OWNER', own.tenant, as('tenant', 'owner'))).data.it.userErrors).toEqual([])
    const tooHigh = { key: null, userErrors: [{ code: 'ROLE_TOO_HIGH', path: ['role'] }] }
    expect((await give('OWNER', own.tenant, as('tenant', 'tenant-admin'))).data.it).toEqual(tooHigh)
    expect((await give('OWNER', null, as('instance', 'tenant-admin'))).data.it).toEqual(tooHigh)
    expect((await give('TENANT_ADMIN', own.tenant, as('tenant', 'tenant-admin'))).data.it.userErrors).toEqual([])
    expect(verdict(await give('AUDITOR', null, as('tenant', 'owner')))).toBe('forbidden')
  })
})
