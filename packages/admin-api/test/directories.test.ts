import { INSTANCE } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, createInstance, type Data, DIALECTS, type Instance } from './support.ts'

const CREATE_TENANT =
  'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id slug name version } repeated userErrors { path code } } }'
const CREATE_DIRECTORY = `mutation ($input: CreateDirectoryInput!) { createDirectory(input: $input) {
  directory { id slug status preset rolePrefix rolePrefixCaseExact scimBaseUrl sharedScimBaseUrl validToken version organisation { name } } repeated userErrors { path code } } }`
const UPDATE_DIRECTORY = `mutation ($input: UpdateDirectoryInput!) { updateDirectory(input: $input) {
  directory { name version rolePrefix rolePrefixCaseExact unresolvedMembers organisation { name } } userErrors { path code message } } }`
const CREATE_TOKEN =
  'mutation ($input: CreateTokenInput!) { createToken(input: $input) { credential { id name lastFour state expiresAt } token repeated userErrors { path code } } }'

describe.each(DIALECTS)('tenants, directories and credentials on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenantId = ''
  let directoryId = ''
  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('owner')
  })
  afterAll(() => instance.close())
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }

  test('a tenant is made once, and a slug is taken once', async () => {
    const { createTenant } = await ask(CREATE_TENANT, { input: { slug: 'acme', name: 'Acme' } })
    expect(createTenant).toMatchObject({ tenant: { slug: 'acme', version: 1 }, repeated: false, userErrors: [] })
    tenantId = createTenant.tenant.id
    const again = await ask(CREATE_TENANT, { input: { slug: 'acme', name: 'Acme' } })
    expect(again.createTenant).toEqual({
      tenant: null,
      repeated: false,
      userErrors: [{ path: ['slug'], code: 'TAKEN' }],
    })
    const bad = await ask(CREATE_TENANT, { input: { slug: 'No_Slug', name: 'Acme' } })
    expect(bad.createTenant.userErrors).toEqual([{ path: ['slug'], code: 'INVALID' }])
    expect((await ask('{ tenant(slug: "acme") { id name } }')).tenant).toEqual({ id: tenantId, name: 'Acme' })
    expect((await ask('{ tenant(slug: "other") { id } }')).tenant).toBeNull()
  })

  test('a directory starts Inactive, with its addresses', async () => {
    const organisation = await ask(
      'mutation ($input: CreateOrganisationInput!) { createOrganisation(input: $input) { organisation { id } userErrors { code } } }',
      {
        input: { tenantId, name: 'North' },
      },
    )
    const organisationId = organisation.createOrganisation.organisation.id
    const { createDirectory } = await ask(CREATE_DIRECTORY, {
      input: { tenantId, slug: 'okta', name: 'Okta', preset: 'OKTA_CATALOGUE', organisationId, rolePrefix: 'Envi_' },
    })
    expect(createDirectory.userErrors).toEqual([])
    directoryId = createDirectory.directory.id
    expect(createDirectory.directory).toMatchObject({
      status: 'INACTIVE',
      preset: 'OKTA_CATALOGUE',
      rolePrefix: 'Envi_',
      rolePrefixCaseExact: false,
      scimBaseUrl: `${instance.origin}/acme/okta/scim/v2`,
      sharedScimBaseUrl: `${instance.origin}/scim/v2`,
      validToken: false,
      organisation: { name: 'North' },
    })
    const active = await ask(
      'mutation ($id: ID!) { activateDirectory(input: {id: $id}) { directory { status version } userErrors { code } } }',
      { id: directoryId },
    )
    expect(active.activateDirectory).toEqual({ directory: { status: 'ACTIVE', version: 2 }, userErrors: [] })
  })

  test('an update says what it expects: a stale one is refused and changes nothing', async () => {
    const changed = await ask(UPDATE_DIRECTORY, {
      input: {
        id: directoryId,
        name: 'Okta EU',
        rolePrefixCaseExact: true,
        unresolvedMembers: 'ATTACH',
        expectedVersion: 2,
      },
    })
    expect(changed.updateDirectory).toMatchObject({
      directory: { name: 'Okta EU', version: 3, rolePrefixCaseExact: true, unresolvedMembers: 'ATTACH' },
      userErrors: [],
    })
    const stale = await ask(UPDATE_DIRECTORY, { input: { id: directoryId, name: 'Mine', expectedVersion: 2 } })
    expect(stale.updateDirectory).toMatchObject({
      directory: null,
      userErrors: [{ path: ['expectedVersion'], code: 'STALE' }],
    })
    const cleared = await ask(UPDATE_DIRECTORY, { input: { id: directoryId, rolePrefix: null, organisationId: null } })
    expect(cleared.updateDirectory.directory).toMatchObject({
      name: 'Okta EU',
      rolePrefix: null,
      organisation: null,
      version: 4,
    })
    const same = await ask(UPDATE_DIRECTORY, { input: { id: directoryId, name: 'Okta EU' } })
    expect(same.updateDirectory.directory.version).toBe(4)
    const tenant = await ask(
      'mutation ($id: ID!) { updateTenant(input: {id: $id, name: "X", expectedVersion: 9}) { userErrors { code } } }',
      { id: tenantId },
    )
    expect(tenant.updateTenant.userErrors).toEqual([{ code: 'STALE' }])
  })

  test('two updates from the same version: one wins', async () => {
    const update = (name: string) => ask(UPDATE_DIRECTORY, { input: { id: directoryId, name, expectedVersion: 4 } })
    const both = await Promise.all([update('One'), update('Two')])
    const outcomes = both.map((data) => data.updateDirectory.userErrors[0]?.code ?? 'done')
    expect(outcomes.sort()).toEqual(['STALE', 'done'])
  })

  test('the secret of a token is shown once and stored nowhere', async () => {
    const expiresAt = new Date(instance.ctx.now().getTime() + 3_600_000).toISOString()
    const { createToken } = await ask(CREATE_TOKEN, { input: { directoryId, name: 'Okta', expiresAt } })
    const { token, credential } = createToken
    expect(token).toMatch(/^rct_[\w-]{43}$/)
    expect(credential).toMatchObject({ state: 'ACTIVE', lastFour: token.slice(-4), expiresAt })
    const basic = await ask(
      'mutation ($input: CreateBasicCredentialInput!) { createBasicCredential(input: $input) { username password userErrors { code } } }',
      { input: { directoryId } },
    )
    const apiKey = await ask(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key userErrors { code } } }',
      { input: { name: 'k', role: 'AUDITOR' } },
    )
    const admin = await ask(
      'mutation ($input: CreateAdminInput!) { createAdmin(input: $input) { setupUrl userErrors { code } } }',
      { input: { email: 'ida@example.com', role: 'AUDITOR' } },
    )
    const setupCode = new URL(admin.createAdmin.setupUrl).hash.slice(1)
    expect(new URL(admin.createAdmin.setupUrl).search).toBe('')
    expect(setupCode).toMatch(/^rcs_/)
    const secrets = [token, basic.createBasicCredential.password, apiKey.createApiKey.key, setupCode, key]
    const everything = await instance.ctx.store.read(INSTANCE, async (db) => {
      const tables = await db.introspection.getTables()
      const rows = await Promise.all(
        tables.map((table) =>
          db
            .selectFrom(table.name as 'tenant')
            .selectAll()
            .execute(),
        ),
      )
      return Buffer.concat(
        rows
          .flat()
          .flatMap((row) =>
            Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${value}\n`))),
          ),
      )
    })
    const log = JSON.stringify(instance.logged)
    const lists = await instance.ask(
      '{ tenant(slug: "acme") { auditEvents(first: 200) { nodes { before after } } directories { nodes { credentials { nodes { id name username lastFour } } } } } apiKeys { nodes { name lastFour } } }',
      {},
      key,
    )
    for (const secret of secrets) {
      expect(everything.includes(secret)).toBe(false)
      expect(log).not.toContain(secret)
      expect(lists.text).not.toContain(secret)
    }
    expect(
      (await ask('query ($id: ID!) { directory(id: $id) { validToken } }', { id: directoryId })).directory.validToken,
    ).toBe(true)
    instance.advance(3_600_001)
    const later = await ask('query ($id: ID!) { directory(id: $id) { credentials { nodes { id state } } } }', {
      id: directoryId,
    })
    expect(later.directory.credentials.nodes.find((row: { id: string }) => row.id === credential.id).state).toBe(
      'EXPIRED',
    )
    const past = await ask(CREATE_TOKEN, { input: { directoryId, expiresAt: '2020-01-01T00:00:00Z' } })
    expect(past.createToken.userErrors).toEqual([{ path: ['expiresAt'], code: 'INVALID' }])
  })

  test('an idempotency key makes a thing once and shows its secret once', async () => {
    const input = { directoryId, name: 'Once', idempotencyKey: 'k-1' }
    const all = await Promise.all([1, 2, 3].map(() => ask(CREATE_TOKEN, { input })))
    const made = all.map((data) => data.createToken)
    expect(new Set(made.map((payload) => payload.credential.id)).size).toBe(1)
    expect(made.filter((payload) => payload.token !== null)).toHaveLength(1)
    expect(made.filter((payload) => payload.repeated)).toHaveLength(2)
    const other = await ask(CREATE_TOKEN, { input: { ...input, name: 'Other' } })
    expect(other.createToken).toEqual({
      credential: null,
      token: null,
      repeated: false,
      userErrors: [{ path: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }],
    })
    const tenant = { slug: 'idem', name: 'Idem', idempotencyKey: 'k-1' }
    expect((await ask(CREATE_TENANT, { input: tenant })).createTenant.repeated).toBe(false)
    const repeat = (await ask(CREATE_TENANT, { input: tenant })).createTenant
    expect(repeat).toMatchObject({ repeated: true, tenant: { slug: 'idem' }, userErrors: [] })
    const second = await instance.key('owner')
    const strange = await instance.ask(CREATE_TENANT, { input: tenant }, second)
    expect(strange.data.createTenant.userErrors).toEqual([{ path: ['slug'], code: 'TAKEN' }])
    instance.advance(25 * 3_600_000)
    expect((await ask(CREATE_TENANT, { input: tenant })).createTenant.userErrors).toEqual([
      { path: ['slug'], code: 'TAKEN' },
    ])
  })

  test('a revoked credential and a revoked API key are over at once', async () => {
    const { createToken } = await ask(CREATE_TOKEN, { input: { directoryId } })
    const revoke = () =>
      ask(
        'mutation ($id: ID!) { revokeCredential(input: {id: $id}) { credential { state revokedAt } userErrors { code } } }',
        { id: createToken.credential.id },
      )
    const first = (await revoke()).revokeCredential
    expect(first).toMatchObject({ credential: { state: 'REVOKED' }, userErrors: [] })
    expect((await revoke()).revokeCredential).toEqual(first)
    const { createApiKey } = await ask(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key apiKey { id } } }',
      { input: { name: 'short', role: 'AUDITOR' } },
    )
    const use = () => instance.ask('{ viewer { name apiKey { lastUsedAt } } }', {}, createApiKey.key)
    await use()
    expect((await use()).data.viewer).toMatchObject({
      name: 'short',
      apiKey: { lastUsedAt: expect.stringMatching(/Z$/) },
    })
    await ask('mutation ($id: ID!) { revokeApiKey(input: {id: $id}) { apiKey { state } } }', {
      id: createApiKey.apiKey.id,
    })
    const refused = await use()
    expect(refused.status).toBe(401)
    expect(codes(refused)).toEqual(['UNAUTHENTICATED'])
    expect(refused.errors[0]?.message).toMatch(/revoked on/)
  })
})
