import { authenticate, findAliases } from '@rollcall/provisioning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, DIALECTS, type Instance, seedTenant } from './support.ts'

describe.each(DIALECTS)('what an admin changes on %s holds at once in the process that changed it', (dialect) => {
  let instance: Instance
  let key = ''
  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('owner')
  })
  afterAll(() => instance.close())

  test('a revoked token', async () => {
    const { token } = await seedTenant(instance, 'revoked')
    const outcome = async () => (await authenticate(instance.store, { kind: 'bearer', token }, new Date())).outcome
    expect(await outcome()).toBe('accepted')
    const { data } = await instance.ask(
      '{ tenant(slug: "revoked") { directories { nodes { credentials { nodes { id } } } } } }',
      {},
      key,
    )
    const [{ id }] = data.tenant.directories.nodes[0].credentials.nodes
    await outcome()
    const answer = await instance.ask(
      'mutation ($id: ID!) { revokeCredential(input: {id: $id}) { userErrors { message } } }',
      { id },
      key,
    )
    expect(answer.data.revokeCredential.userErrors).toEqual([])
    expect(await outcome()).toBe('revoked')
  })

  test('a path that a directory is given', async () => {
    await seedTenant(instance, 'aliased')
    const find = () => findAliases(instance.store, '/api/v1/people/Users')
    const { data } = await instance.ask('{ tenant(slug: "aliased") { directories { nodes { id } } } }', {}, key)
    expect(await find()).toEqual([])
    const answer = await instance.ask(
      'mutation ($id: ID!) { updateDirectory(input: {id: $id, alias: "api/v1/people"}) { userErrors { message } } }',
      { id: data.tenant.directories.nodes[0].id },
      key,
    )
    expect(answer.errors).toEqual([])
    expect(answer.data.updateDirectory.userErrors).toEqual([])
    expect(await find()).toEqual(['api/v1/people'])
  })
})
