import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { codes, createInstance, DIALECTS, type Instance, seedTenant } from './support.ts'

const APPLY = `mutation ($input: ApplyPolicyInput!) {
  applyPolicy(input: $input) { policy { version unreadable document } userErrors { path code message } } }`
const DEFINE = `mutation ($input: ApplyDefinitionsInput!) {
  applyDefinitions(input: $input) { userErrors { path code message } } }`
const PREVIEW =
  'query ($tenantId: ID!, $document: JSON!) { previewPolicy(tenantId: $tenantId, document: $document) { complete } }'
const LICENCES = { licences: { types: [{ key: 'std', name: 'Standard', seats: null }], default: 'std' } }

describe.each(DIALECTS)('documents and moments over the API on %s', (dialect) => {
  let instance: Instance
  let tenantId: string
  let directoryId: string
  let owner: string
  let auditor: string
  beforeAll(async () => {
    instance = await createInstance(dialect)
    const { tenant, directory } = await seedTenant(instance, 'acme')
    tenantId = toGlobalId('Tenant', tenant.id)
    directoryId = toGlobalId('Directory', directory.id, tenant.id)
    owner = await instance.key('owner')
    auditor = await instance.key('auditor', tenant.id)
  })
  afterAll(() => instance.close())

  test('a member called __proto__ is refused, and changes nothing', async () => {
    const first = await instance.ask(APPLY, { input: { tenantId, document: LICENCES } }, owner)
    expect(first.data.applyPolicy).toMatchObject({ policy: { version: 1, unreadable: false }, userErrors: [] })
    const document = JSON.parse('{"directories": {"__proto__": {"operations": {}}}}')
    const { data } = await instance.ask(APPLY, { input: { tenantId, document, clear: true } }, owner)
    expect(data.applyPolicy).toMatchObject({
      policy: null,
      userErrors: [{ code: 'INVALID', path: ['directories.__proto__'] }],
    })
    const literal = await instance.ask(
      `mutation { applyPolicy(input: {tenantId: "${tenantId}", document: {directories: {__proto__: {operations: {}}}}, clear: true}) { policy { version } userErrors { code } } }`,
      {},
      owner,
    )
    expect(literal.data.applyPolicy.userErrors).toEqual([{ code: 'INVALID' }])
    const schema = JSON.parse(
      '{"id": "urn:example:x", "name": "X", "attributes": [{"name": "a", "type": "string", "__proto__": {}}]}',
    )
    const defined = await instance.ask(DEFINE, { input: { tenantId, documents: schema } }, owner)
    expect(defined.data.applyDefinitions.userErrors).toMatchObject([{ code: 'INVALID', path: ['documents'] }])
    expect(defined.data.applyDefinitions.userErrors[0].message).toContain('attributes.0.__proto__')
  })

  test('an empty document replaces a policy only where that is said', async () => {
    const refused = await instance.ask(APPLY, { input: { tenantId, document: {} } }, owner)
    expect(refused.data.applyPolicy).toMatchObject({ policy: null, userErrors: [{ code: 'INVALID', path: ['clear'] }] })
    const cleared = await instance.ask(APPLY, { input: { tenantId, document: {}, clear: true } }, owner)
    expect(cleared.data.applyPolicy).toMatchObject({ policy: { document: {} }, userErrors: [] })
  })

  test('an auditor may preview, and no more than two run at once', async () => {
    const preview = () => instance.ask(PREVIEW, { tenantId, document: LICENCES }, auditor)
    const answers = await Promise.all(Array.from({ length: 12 }, preview))
    const refused = answers.filter((answer) => answer.errors.length > 0)
    for (const answer of refused) {
      expect(codes(answer)).toEqual(['RATE_LIMITED'])
      expect(answer.headers.get('retry-after')).toBe('5')
    }
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(2)
    expect((await preview()).data.previewPolicy).toEqual({ complete: true })
  })

  test.each([
    ['2099-02-29T00:00:00Z', false],
    ['2099-02-30T00:00:00Z', false],
    ['2099-01-01T23:59:60Z', false],
    ['2099-01-01', false],
    ['2099-01-01T00:00:00+15:00', false],
    ['2096-02-29T00:00:00Z', true],
    ['2099-01-01T00:00+14:00', true],
  ])('the moment %s is taken: %s', async (expiresAt, taken) => {
    const answer = await instance.ask(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { credential { expiresAt } userErrors { code } } }',
      { input: { directoryId, expiresAt } },
      owner,
    )
    if (!taken) return expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.data.createToken.credential.expiresAt).toBe(new Date(expiresAt).toISOString())
  })
})
