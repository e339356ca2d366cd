import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { createInstance, DIALECTS, type Instance, seedTenant } from './support.ts'

describe.each(DIALECTS)('what an identity provider asked, on %s', (dialect) => {
  let instance: Instance
  let key: string
  let tenant: string
  const ids: string[] = []

  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('owner')
    const seeded = await seedTenant(instance, 'acme')
    tenant = toGlobalId('Tenant', seeded.tenant.id)
    const exchanges = [
      ['GET', '/Users', 'startIndex=1&count=2', 200, null],
      ['GET', '/Users', 'startIndex=1&count=2&filter=userName eq "?"', 200, null],
      ['POST', '/Users', null, 409, 'uniqueness'],
      ['GET', '/Groups', 'startIndex=1&count=2', 200, null],
    ] as const
    const now = Date.now()
    for (const [at, [method, path, query, status, scimType]] of exchanges.entries()) {
      const id = instance.ctx.newId()
      ids.push(id)
      await instance.ctx.store.records.insert([
        {
          tenant_id: seeded.tenant.id,
          id,
          directory_id: seeded.directory.id,
          credential_id: seeded.credentialId,
          occurred_at: new Date(now + at).toISOString(),
          method,
          path,
          query,
          status,
          scim_type: scimType,
          duration_ms: 1.5,
          request_bytes: 0,
          response_bytes: 0,
          user_agent: 'Okta SCIM Client 1.0.0',
          resource_ids: null,
          operations: null,
          content: null,
        },
      ])
    }
  })
  afterAll(() => instance.close())

  test('is listed, the newest first, with the latest refusal and the latest test of the connection', async () => {
    const { data, errors } = await instance.ask(
      `{ tenant(id: "${tenant}") { directory(slug: "okta") {
        requests(first: 2) { id method path status durationMs userAgent }
        lastRefusal { id scimType } lastConnectionTest { id query } } } }`,
      {},
      key,
    )
    expect(errors).toEqual([])
    expect(data.tenant.directory).toMatchObject({
      requests: [
        { id: ids[3], method: 'GET', path: '/Groups', status: 200, durationMs: 1.5 },
        { id: ids[2], status: 409 },
      ],
      lastRefusal: { id: ids[2], scimType: 'uniqueness' },
      lastConnectionTest: { id: ids[0], query: 'startIndex=1&count=2' },
    })
  })

  test('is found by its request id, and by no other', async () => {
    const ask = (id: string) =>
      instance.ask(`{ scimRequest(tenantId: "${tenant}", id: "${id}") { detail erased request { status } } }`, {}, key)
    expect((await ask(ids[2] ?? '')).data.scimRequest).toEqual({
      detail: null,
      erased: false,
      request: { status: 409 },
    })
    expect((await ask('01a2018e-ee10-7331-938a-4288dc202d75')).data.scimRequest).toBeNull()
    expect((await ask('x')).data.scimRequest).toBeNull()
  })
})
