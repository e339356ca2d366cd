import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  applyPolicy,
  getStanding,
  listLicences,
  listNotices,
  newId,
  RequestRecorder,
  runPolicyTasks,
  verifyLicences,
} from '@rollcall/provisioning'
import { type DirectoryRow, findResource, openStore, type Store } from '@rollcall/store'
import express from 'express'
import pino from 'pino'
import { expect, test } from 'vitest'
import { createScimApi } from '../../src/index.ts'
import { type AnyJson, ScimClient, type TestServer } from '../../testing/index.ts'
import { createGroup, createUser, onEachDatabase, userBody } from '../support.ts'

type Exhausted = 'refuse' | 'unlicensed' | 'fallback'

const policy = (seats: number | null, exhausted: Exhausted = 'refuse') => ({
  licences: {
    types: [
      { key: 'std', name: 'Standard', seats, exhausted, ...(exhausted === 'fallback' && { fallback: 'lite' }) },
      { key: 'lite', name: 'Lite', seats: 2 },
      { key: 'pro', name: 'Professional', seats: 1, exhausted: 'refuse' },
    ],
    default: 'std',
    rules: [
      { id: 'pros', when: { group: { prefix: 'CAL Pro' } }, licence: 'pro' },
      { id: 'contractors', when: { filter: 'userType eq "Contractor"' }, licence: 'lite' },
    ],
  },
})

onEachDatabase(
  'licences over HTTP',
  (shared) => {
    /** A directory of a tenant of its own, governed by the policy. */
    async function governed(document: object) {
      const { server } = shared
      const made = await server.addDirectory({ tenantSlug: `t${newId().slice(-10)}` })
      await applyPolicy(server.ctx, made.directory.tenant_id, document as never)
      return { ...made, tenantId: made.directory.tenant_id }
    }
    const counts = async (tenantId: string) => {
      const { ctx } = shared.server
      expect(await verifyLicences(ctx, tenantId)).toEqual([])
      return Object.fromEntries(
        (await listLicences(ctx, tenantId)).map(({ key, used, waiting }) => [key, [used, waiting]]),
      )
    }
    const seatOf = async (directory: DirectoryRow, { id }: AnyJson) => {
      const { ctx, store } = shared.server
      const space = { tenantId: directory.tenant_id, directoryId: directory.id, type: 'User' }
      const row = await store.read(space.tenantId, (db) => findResource(db, space, id))
      const standing = await getStanding(ctx, space.tenantId, row?.person_id ?? '')
      return [standing?.licence ?? null, standing?.wanted_licence ?? null]
    }
    const settle = async () => {
      const later = { ...shared.server.ctx, now: () => new Date(Date.now() + 60_000) }
      for (let round = 0; round < 50; round += 1) if ((await runPolicyTasks(later)) === 0) return
      throw new Error('the tasks never end')
    }
    const setActive = (client: ScimClient, { id }: AnyJson, value: boolean) =>
      client.change(`/Users/${id}`, { op: 'replace', path: 'active', value })

    test.each(['refuse', 'unlicensed'] as const)(
      'of 20 creates at once at two servers one gets the last seat (%s)',
      async (exhausted) => {
        const { directory, client, token, tenantId } = await governed(policy(1, exhausted))
        const second = await secondServer(shared.server, token)
        try {
          const answers = await Promise.all(
            Array.from({ length: 20 }, (_, index) => [client, second.client][index % 2]?.post('/Users', userBody())),
          )
          const created = answers.filter((answer) => answer?.status === 201)
          const refused = answers.filter((answer) => answer?.status === 403)
          expect([created.length, refused.length]).toEqual(exhausted === 'refuse' ? [1, 19] : [20, 0])
          for (const answer of refused) {
            expect(answer?.json.detail).toMatch(/"Standard" is free: 1 of 1 are in use.*In Rollcall.*Okta/)
          }
          expect((await counts(tenantId)).std).toEqual(exhausted === 'refuse' ? [1, 0] : [1, 19])
          const seats = await Promise.all(created.map((answer) => seatOf(directory, answer?.json)))
          expect(seats.filter(([licence]) => licence === 'std')).toHaveLength(1)
          const total = (await client.get('/Users?count=0')).json.totalResults
          expect(total).toBe(exhausted === 'refuse' ? 1 : 20)
        } finally {
          await second.close()
        }
      },
    )

    test('a refused create can be retried when a seat is free; a reactivation needs one too', async () => {
      const { client, tenantId } = await governed(policy(1))
      const ann = await createUser(client)
      const bob = userBody()
      expect((await client.post('/Users', bob)).status).toBe(403)
      expect((await setActive(client, ann, false)).status).toBe(200)
      expect((await client.post('/Users', bob)).status).toBe(201)
      const back = await setActive(client, ann, true)
      expect(back.status).toBe(403)
      // Nothing of the refused request was stored.
      expect((await client.get(`/Users/${ann.id}`)).json).toMatchObject({ active: false })
      expect((await client.put(`/Users/${ann.id}`, { ...ann, active: true })).status).toBe(403)
      const notices = await listNotices(shared.server.ctx, tenantId, { open: true }, { limit: 5, backwards: false })
      expect(notices.map((notice) => notice.subject_id)).toEqual(['std'])
      expect((await counts(tenantId)).std).toEqual([1, 0])
    })

    test('an operation of a bulk request is refused by itself', async () => {
      const { client, tenantId } = await governed(policy(1))
      const answer = await client.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [1, 2, 3].map((n) => ({ method: 'POST', path: '/Users', bulkId: `b${n}`, data: userBody() })),
      })
      expect(answer.json.Operations.map((operation: AnyJson) => operation.status)).toEqual(['201', '403', '403'])
      expect((await counts(tenantId)).std).toEqual([1, 0])
    })

    test('deactivation and removal free the seat, and who waits longest has it when the answer comes', async () => {
      const { client, directory, tenantId } = await governed(policy(1, 'unlicensed'))
      const users = [await createUser(client), await createUser(client), await createUser(client)]
      await setActive(client, users[0], false)
      expect(await seatOf(directory, users[1])).toEqual(['std', null])
      expect(await seatOf(directory, users[2])).toEqual([null, 'std'])
      expect((await client.delete(`/Users/${users[1].id}`)).status).toBe(204)
      expect(await seatOf(directory, users[2])).toEqual(['std', null])
      expect((await counts(tenantId)).std).toEqual([1, 0])
    })

    test('a full licence never fails a group push; a renamed and a removed licence group move people back', async () => {
      const { client, directory, tenantId } = await governed(policy(null))
      const users = [await createUser(client), await createUser(client, { userType: 'contractor' })]
      expect(await seatOf(directory, users[1])).toEqual(['lite', null])
      const group = await createGroup(client, {
        displayName: 'cal pro (EU)',
        members: users.map(({ id }) => ({ value: id })),
      })
      await settle()
      expect(await seatOf(directory, users[0])).toEqual(['pro', null])
      expect(await seatOf(directory, users[1])).toEqual(['lite', 'pro'])
      const renamed = await client.change(`/Groups/${group.id}`, { op: 'replace', value: { displayName: 'Other' } })
      expect(renamed.status).toBe(200)
      await settle()
      expect(await seatOf(directory, users[0])).toEqual(['std', null])
      expect(await seatOf(directory, users[1])).toEqual(['lite', null])
      await client.change(`/Groups/${group.id}`, { op: 'replace', value: { displayName: 'CAL Pro' } })
      await settle()
      expect((await client.delete(`/Groups/${group.id}`)).status).toBe(204)
      await settle()
      expect(await seatOf(directory, users[0])).toEqual(['std', null])
      expect(await counts(tenantId)).toEqual({ std: [1, 0], lite: [1, 0], pro: [0, 0] })
    })

    test('"fallback" provisions with the other licence until the wanted one is free', async () => {
      const { client, directory } = await governed(policy(1, 'fallback'))
      const ann = await createUser(client)
      const bob = await createUser(client)
      expect(await seatOf(directory, bob)).toEqual(['lite', 'std'])
      await setActive(client, ann, false)
      expect(await seatOf(directory, bob)).toEqual(['std', null])
    })

    test('seats that come and go at two servers are neither lost nor doubled', async () => {
      const { client, token, tenantId } = await governed(policy(3, 'unlicensed'))
      const users: AnyJson[] = []
      for (let index = 0; index < 8; index += 1) users.push(await createUser(client))
      const second = await secondServer(shared.server, token)
      try {
        await Promise.all(
          [client, second.client, client, second.client].map(async (each, lane) => {
            for (let step = 0; step < 10; step += 1) {
              await setActive(each, users[(lane * 3 + step * 5) % users.length], step % 2 === 1)
            }
          }),
        )
      } finally {
        await second.close()
      }
      for (const user of users) await setActive(client, user, true)
      expect((await counts(tenantId)).std).toEqual([3, 5])
    })
  },
  { timeoutMs: 120_000 },
)

/** Another server on the same database. */
async function secondServer(first: TestServer, token: string): Promise<{ client: ScimClient; close(): Promise<void> }> {
  const store: Store = await openStore({ url: first.databaseUrl })
  const recorder = new RequestRecorder(store, first.ctx.keyring, () => undefined)
  const app = express()
  app.set('etag', false)
  app.disable('x-powered-by')
  const server: Server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const logger = pino({ level: 'silent' })
  app.use(createScimApi({ store, keyring: first.ctx.keyring, publicUrl: origin, logger, recorder }))
  const client = new ScimClient(`${origin}/scim/v2`, token)
  return {
    client,
    close: async () => {
      client.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await recorder.close()
      await store.close()
    },
  }
}
