import {
  applyPolicy,
  createDirectory,
  createResource,
  findDirectoryById,
  resourceTypesOf,
} from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import { type DirectoryRow, type Store, StoreBusyError } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { type Answer, createInstance, type Data, DIALECTS, type Instance, seedTenant, seedUser } from './support.ts'

describe.each(DIALECTS)('people, links and credentials on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenantId = ''
  let directory: DirectoryRow
  let second: DirectoryRow
  let credentialId = ''
  let busy = false

  const overloaded = (store: Store): Store => ({
    ...store,
    records: store.records,
    readLong: (...args) => (busy ? Promise.reject(new StoreBusyError('busy')) : store.readLong(...args)),
  })

  beforeAll(async () => {
    instance = await createInstance(dialect, { wrap: overloaded })
    const { ctx } = instance
    key = await instance.key('owner')
    const seeded = await seedTenant(instance, 'acme')
    tenantId = seeded.tenant.id
    credentialId = seeded.credentialId
    const { id } = await createDirectory(ctx, { tenantId, slug: 'entra', name: 'Entra', activate: true })
    await applyPolicy(ctx, tenantId, {
      directories: {
        okta: { authority: { local: ['title', 'phoneNumbers[type eq "work"].value'] } },
        entra: { link: { match: ['userName'], action: 'hold' } },
      },
    })
    directory = await findDirectoryById(ctx, seeded.directory.id)
    second = await findDirectoryById(ctx, id)
  })
  afterAll(() => instance.close())

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer: Answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }
  const user = (id: string) => toGlobalId('User', id, tenantId)
  const update = (id: string, attributes: Json, expectedVersion?: number) =>
    ask(
      `mutation ($input: UpdateUserInput!) {
        updateUser(input: $input) { user { version managed localAttributes document } userErrors { path code message } }
      }`,
      { input: { id, attributes, ...(expectedVersion !== undefined && { expectedVersion }) } },
    ).then((data) => data.updateUser)

  test('an admin edits what the policy hands back, and is told who owns the rest', async () => {
    const ann = await seedUser(instance, directory, 'ann', { title: 'A' })
    const edited = await update(user(ann), { title: 'Guide', 'phoneNumbers[type eq "work"].value': '+1 555' }, 1)
    expect(edited).toMatchObject({
      user: {
        version: 2,
        managed: true,
        localAttributes: ['title', 'phoneNumbers[type eq "work"].value'],
        document: { title: 'Guide', phoneNumbers: [{ value: '+1 555', type: 'work' }], userName: 'ann' },
      },
      userErrors: [],
    })
    expect(await update(user(ann), { userName: 'bob' })).toEqual({
      user: null,
      userErrors: [
        {
          path: ['attributes'],
          code: 'INVALID',
          message: 'userName is owned by the directory "Okta": change it there, or hand it back with authority.local.',
        },
      ],
    })
    expect((await update(user(ann), { title: 'x' }, 1)).userErrors).toMatchObject([
      { path: ['expectedVersion'], code: 'STALE' },
    ])
    expect((await update(user(ann), [])).userErrors).toMatchObject([{ path: ['attributes'], code: 'INVALID' }])
    expect((await update(user(instance.ctx.newId()), { title: 'x' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('a held user shows with its request; approved or declined, it counts', async () => {
    await seedUser(instance, directory, 'bob')
    const type = resourceTypesOf(second).types.find((each) => each.name === 'User') ?? expect.fail('no type')
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'bob' }
    const { view } = await createResource(instance.ctx, { directory: second, type }, body)
    const list = () =>
      ask(
        `{ tenant(slug: "acme") { linkRequests(waiting: true) { id state matchedBy directory { slug } user { scimId roles { name } } } } }`,
      ).then((data) => data.tenant.linkRequests)
    const [request] = await list()
    expect(request).toMatchObject({
      state: 'WAITING',
      matchedBy: 'userName',
      directory: { slug: 'entra' },
      user: { scimId: view.row.id, roles: [] },
    })
    const decide = (verb: string) =>
      ask(
        `mutation ($id: ID!) { it: ${verb}LinkRequest(input: {id: $id}) { linkRequest { state decidedBy } userErrors { code path } } }`,
        { id: request.id },
      ).then((data) => data.it)
    expect(await decide('approve')).toEqual({
      linkRequest: { state: 'APPROVED', decidedBy: 'owner key' },
      userErrors: [],
    })
    expect(await decide('decline')).toEqual({ linkRequest: null, userErrors: [{ code: 'TAKEN', path: ['id'] }] })
    expect(await list()).toEqual([])
  })

  test('a purge repeats the id, names what it erased, and says why not', async () => {
    const cid = await seedUser(instance, directory, 'cid')
    const purge = (input: object) =>
      ask('mutation ($input: PurgeUserInput!) { purgeUser(input: $input) { erasedIds userErrors { path code } } }', {
        input: { id: user(cid), ...input },
      }).then((data) => data.purgeUser)
    expect((await purge({ confirm: 'cid' })).userErrors).toEqual([{ path: ['confirm'], code: 'INVALID' }])
    expect((await purge({ confirm: cid })).userErrors).toEqual([{ path: ['userId'], code: 'TAKEN' }])
    expect(await purge({ confirm: cid, removeFirst: true })).toEqual({ erasedIds: [user(cid)], userErrors: [] })
    expect((await purge({ confirm: cid })).userErrors).toEqual([{ path: ['id'], code: 'NOT_FOUND' }])
    expect(await ask(`{ user(id: "${user(cid)}") { id } }`)).toEqual({ user: null })
  })

  test('a credential is rotated with an overlap, its secret shown once', async () => {
    const rotate = (overlapSeconds: number) =>
      ask(
        `mutation ($input: RotateCredentialInput!) { it: rotateCredential(input: $input) {
          token username credential { id name expiresAt } former { id expiresAt } userErrors { path code } } }`,
        { input: { id: toGlobalId('Credential', credentialId, tenantId), overlapSeconds } },
      ).then((data) => data.it)
    const rotated = await rotate(3_600)
    expect(rotated).toMatchObject({ token: expect.stringMatching(/^rct_/), username: null, userErrors: [] })
    expect(Date.parse(rotated.former.expiresAt) - Date.now()).toBeGreaterThan(3_500_000)
    expect((await rotate(-1)).userErrors).toEqual([{ path: ['overlap'], code: 'INVALID' }])
  })

  test('a directory gets an alias and a rate limit, and loses them', async () => {
    const change = (input: object) =>
      ask(
        `mutation ($input: UpdateDirectoryInput!) { it: updateDirectory(input: $input) {
          directory { alias aliasScimBaseUrl rateLimit } userErrors { path code } } }`,
        { input: { id: toGlobalId('Directory', second.id, tenantId), ...input } },
      ).then((data) => data.it)
    expect(await change({ alias: '/api/v1/SCIM/SCIMOkta/', rateLimit: 25 })).toEqual({
      directory: {
        alias: 'api/v1/SCIM/SCIMOkta',
        aliasScimBaseUrl: `${instance.origin}/api/v1/SCIM/SCIMOkta`,
        rateLimit: 25,
      },
      userErrors: [],
    })
    expect((await change({ alias: 'a_b/c' })).userErrors).toEqual([{ path: ['alias'], code: 'INVALID' }])
    expect((await change({ rateLimit: 0 })).userErrors).toEqual([{ path: ['rateLimit'], code: 'INVALID' }])
    expect((await change({ alias: null, rateLimit: null })).directory).toEqual({
      alias: null,
      aliasScimBaseUrl: null,
      rateLimit: null,
    })
  })

  test('more long searches than can be served are RATE_LIMITED, with when to come again', async () => {
    busy = true
    const query = `{ tenant(slug: "acme") { directory(slug: "okta") { users(scimFilter: "displayName co \\"x\\"") { nodes { id } } } } }`
    const answer = await instance.ask(query, {}, key)
    busy = false
    expect(answer.errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'RATE_LIMITED', retryAfterSeconds: 5, requestId: expect.any(String) },
    ])
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(instance.logged.filter((each) => JSON.stringify(each).includes('failed'))).toEqual([])
  })
})
