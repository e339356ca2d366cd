import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rollcallJson } from '../support.ts'
import { type AnyJson, connect, ENTERPRISE, onBothDatabases, policyOf, profileOf } from './harness.ts'

const POLICY_FILE = fileURLToPath(new URL('../../../../examples/policies/condeco.json', import.meta.url))

/** The optional mappings of the guide, as Okta's template sends them. */
const OPTIONAL = {
  preferredLanguage: 'en',
  phoneNumbers: [
    { type: 'work', value: '+442071838750', primary: true },
    { type: 'mobile', value: '+447400123456' },
  ],
  addresses: [{ type: 'work', country: 'GB', locality: 'London', primary: true }],
  [ENTERPRISE]: { department: 'Workplace', costCenter: 'CC-42' },
}

onBothDatabases('Condeco: a catalogue app with a fixed base URL and an attribute contract', (shared) => {
  const condeco = () => connect(shared.server, { vendor: 'condeco' })

  test('[C1] one fixed base URL serves every tenant, and the token alone tells which', async () => {
    const [one, other] = [await condeco(), await condeco()]
    expect(one.directory.sharedScimBaseUrl).toBe(other.directory.sharedScimBaseUrl)
    expect(one.directory.sharedScimBaseUrl).toBe(`${shared.server.origin}/scim/v2`)
    const ann = await one.okta.assign(profileOf('Ann Fixed'))
    expect(ann.meta.location).toBe(`${shared.server.origin}/scim/v2/Users/${ann.id}`)
    expect((await other.okta.send('GET', `/Users/${ann.id}`)).status).toBe(404)
    expect(await other.okta.importAll('Users')).toEqual([])
    expect((await one.okta.importAll('Users')).map(({ id }) => id)).toEqual([ann.id])
  })

  test('[C2] a token manager makes, rotates and revokes tokens, and may do nothing else', async () => {
    const { tenant, tenantId, directory } = await condeco()
    const provider = await shared.server.adminWith('token-manager', tenantId)
    const { token, credential } = await provider.mutate(
      'createToken',
      { directoryId: directory.id, name: 'SCIM Token Provider' },
      'token credential { id }',
    )
    const okta = shared.server.okta({ kind: 'catalogue', authorization: `Bearer ${token}` })
    expect((await okta.testCredentials()).status).toBe(200)
    for (const [query, variables] of [
      [
        'mutation ($input: ApplyPolicyInput!) { applyPolicy(input: $input) { userErrors { code } } }',
        { input: { tenantId: tenant.id, document: {} } },
      ],
      [
        'mutation ($input: UpdateDirectoryInput!) { updateDirectory(input: $input) { userErrors { code } } }',
        { input: { id: directory.id, name: 'Mine' } },
      ],
      ['query ($id: ID!) { tenant(id: $id) { users { totalCount } } }', { id: tenant.id }],
      ['query ($id: ID!) { tenant(id: $id) { auditEvents { totalCount } } }', { id: tenant.id }],
    ] as const) {
      const { errors } = await provider.send(query, variables)
      expect(
        errors.map(({ extensions }) => extensions.code),
        query,
      ).toEqual(['FORBIDDEN'])
    }
    await provider.mutate('revokeCredential', { id: credential.id })
    expect((await okta.testCredentials()).status).toBe(401)
  })

  test('[C3] Test API Credentials succeeds on an empty tenant, and a failure says what is wrong', async () => {
    const { okta, directory, token } = await condeco()
    const answer = await okta.testCredentials()
    expect(answer.json).toMatchObject({ totalResults: 0, startIndex: 1, itemsPerPage: 0, Resources: [] })
    const wrong = await shared.server.okta({ kind: 'catalogue', authorization: `Bearer ${token}x` }).testCredentials()
    expect([wrong.status, wrong.json.detail]).toEqual([401, expect.stringContaining('token')])
    const path = await shared.server
      .okta({ kind: 'catalogue', authorization: `Bearer ${token}`, baseUrl: '/scim/v2/nothing' })
      .testCredentials()
    expect([path.status, path.json.detail]).toEqual([404, expect.stringContaining('base URL')])
    await shared.server.admin.mutate('deactivateDirectory', { id: directory.id })
    const inactive = await okta.testCredentials()
    expect([inactive.status, inactive.json.detail]).toEqual([403, expect.stringContaining('Inactive')])
  })

  test.each<[string, (body: AnyJson) => void]>([
    ['Given name', (body) => delete body.name.givenName],
    ['Family name', (body) => delete body.name.familyName],
    ['Primary email', (body) => delete body.emails],
    ['Username', (body) => delete body.userName],
  ])('[C4] a user without %s is refused by the name that Okta gives the attribute', async (label, strip) => {
    const { okta } = await condeco()
    const { userName, givenName, familyName, email } = profileOf('Ann Required')
    const body = {
      userName,
      name: { givenName, familyName },
      emails: [{ primary: true, value: email, type: 'work' }],
      active: true,
    }
    strip(body)
    const answer = await okta.send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      ...body,
    })
    expect([answer.status, answer.json.scimType]).toEqual([400, 'invalidValue'])
    // Without a user name there is nobody to judge, so the protocol itself refuses: by the attribute's SCIM name, which differs in case only.
    expect(answer.json.detail.toLowerCase()).toContain(label.toLowerCase())
    expect(await okta.importAll('Users')).toEqual([])
  })

  test('[C5] every optional mapping is stored and returned', async () => {
    const { okta } = await condeco()
    const ann = await okta.assign(profileOf('Ann Optional', OPTIONAL))
    expect(await okta.user(ann.id)).toMatchObject(OPTIONAL)
    const moved = { ...OPTIONAL, addresses: [{ ...OPTIONAL.addresses[0], locality: 'Leeds' }] }
    await okta.update(ann.id, moved)
    expect(await okta.user(ann.id)).toMatchObject(moved)
  })

  test.each([
    ['reject', 'en-US', 400, undefined],
    ['reject', 'xx', 400, undefined],
    ['reject', 'en', 201, 'en'],
    ['coerce', 'en-US', 201, 'en'],
    ['coerce', 'German', 201, 'de'],
    ['coerce', 'Klingonese', 400, undefined],
    ['warn', 'en-US', 201, 'en-US'],
  ])('[C6] preferredLanguage in mode %s: %s is answered %i and stored as %s', async (mode, sent, status, stored) => {
    const policy = policyOf('condeco')
    policy.directories.okta.contract.constraints[0].mode = mode
    const { okta } = await connect(shared.server, { policy })
    const answer = await okta.tryAssign(profileOf('Ann Language', { preferredLanguage: sent }))
    expect(answer.status, answer.text).toBe(status)
    if (status === 201) expect((await okta.user(answer.json.id)).preferredLanguage).toBe(stored)
    else expect(answer.json.detail).toMatch(/Preferred language.*ISO 639-1/)
  })

  test('[C6] country codes, phone numbers, lengths, patterns and lists are held to the contract too', async () => {
    const policy = policyOf('condeco')
    policy.directories.okta.contract.constraints.push(
      { kind: 'length', path: 'displayName', max: 20 },
      { kind: 'pattern', path: `${ENTERPRISE}:costCenter`, pattern: 'CC-[0-9]+' },
      { kind: 'enum', path: `${ENTERPRISE}:department`, values: ['Workplace', 'IT'] },
    )
    const { okta } = await connect(shared.server, { policy })
    const bob = await okta.assign(profileOf('Bob Coerced', { addresses: [{ type: 'work', country: 'gbr' }] }))
    expect((await okta.user(bob.id)).addresses[0].country).toBe('GB')
    for (const [more, told] of [
      [{ displayName: 'x'.repeat(21) }, 'Display name'],
      [{ [ENTERPRISE]: { costCenter: '42' } }, 'Cost center'],
      [{ [ENTERPRISE]: { department: 'Space' } }, 'Department'],
      [{ addresses: [{ type: 'work', country: 'Atlantis' }] }, 'Country code'],
    ] as const) {
      const answer = await okta.tryAssign(profileOf('Bob Refused', more))
      expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining(told)])
    }
    // Warned of only.
    const odd = await okta.assign(profileOf('Bob Odd', { phoneNumbers: [{ type: 'work', value: 'ext. 12' }] }))
    expect((await okta.user(odd.id)).phoneNumbers[0].value).toBe('ext. 12')
  })

  test('[C7] optional mappings may be removed one by one or all, and the recipe lists every mapping of the policy', async () => {
    const { okta } = await condeco()
    const ann = await okta.assign(profileOf('Ann Bare'))
    for (const name of Object.keys(OPTIONAL)) {
      const { [name as keyof typeof OPTIONAL]: _, ...kept } = OPTIONAL
      const one = await okta.assign(profileOf('Ann Partly', kept))
      expect(await okta.user(one.id)).not.toHaveProperty([name])
    }
    expect((await okta.user(ann.id)).userName).toBe(ann.userName)
    const recipe = readFileSync(new URL('../../../../docs/vendors/condeco.md', import.meta.url), 'utf8')
    const { required, optional } = policyOf('condeco').directories.okta.contract
    for (const path of [...required, ...optional]) expect(recipe).toContain(`\`${path}\``)
  })

  test('[C4] a contract is tried on the people who are there before it is applied, and stops nobody from being deactivated', async () => {
    const { admin } = shared.server
    const { okta, tenant } = await connect(shared.server)
    const bare = await okta.assign(profileOf('Ann Bare', { name: { givenName: 'Ann' } }))
    await okta.assign(profileOf('Ben Whole', OPTIONAL))
    const { previewPolicy } = await admin.ask(
      `query ($id: ID!, $document: JSON!) { previewPolicy(tenantId: $id, document: $document) {
        contracts { directory userCount violatorCount byPath { path userCount } sample { user { scimId } } } } }`,
      { id: tenant.id, document: policyOf('condeco') },
    )
    expect(previewPolicy.contracts).toEqual([
      {
        directory: 'okta',
        userCount: 2,
        violatorCount: 1,
        byPath: [{ path: 'name.familyName', userCount: 1 }],
        sample: [{ user: { scimId: bare.id } }],
      },
    ])
    await admin.mutate('applyPolicy', { tenantId: tenant.id, document: policyOf('condeco') })
    await okta.unassign(bare.id)
    expect(await okta.user(bare.id)).toMatchObject({ active: false })
  })

  test('[C4] the contract is applied by the command line as well, and a path that names nothing is refused', async () => {
    const { server } = shared
    const { tenant, okta } = await connect(server)
    const missing = profileOf('Ann Unruled', { name: { givenName: 'Ann' } })
    expect((await okta.tryAssign(missing)).status).toBe(201)
    const applied = await rollcallJson(server.env, 'policy', 'apply', '--tenant', tenant.slug, '--file', POLICY_FILE)
    expect(applied).toEqual({ tenant: tenant.slug, version: 1 })
    const policy = policyOf('condeco')
    policy.directories.okta.contract.required.push('shoeSize')
    const told = await server.admin.refused('applyPolicy', { tenantId: tenant.id, document: policy })
    expect([told.code, told.message]).toEqual(['INVALID', expect.stringContaining('shoeSize')])
    // Another process changed the policy: it counts here within a second.
    await expect
      .poll(async () => (await okta.tryAssign(profileOf('Ann Ruled', { name: { givenName: 'Ann' } }))).status)
      .toBe(400)
  })
})
