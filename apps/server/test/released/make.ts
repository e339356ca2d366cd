/**
 * node apps/server/test/released/make.ts: what a database of this version looks like, as a backup with something in every table, and what its
 * clients know of it. Run once when a version with a new migration is released; the files are never changed afterwards. upgrade.test.ts takes them
 * to the present version.
 */
import { writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  AuditSealer,
  applyDefinitions,
  applyPolicy,
  completeSetup,
  createAdmin,
  createApiKey,
  createBasicCredential,
  createOrganisation,
  createToken,
  idempotentRequest,
  issueFirstOwnerCode,
  listLinkRequests,
  RetentionJob,
  runPolicyTasks,
  signIn,
  updateDirectory,
} from '@rollcall/provisioning'
import { startTestServer } from '@rollcall/scim-api/testing'
import { connectStore, migrations, writeBackup } from '@rollcall/store'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

const server = await startTestServer('sqlite')
const { ctx, client, directory, token } = server
const tenantId = directory.tenant_id
const fail = (error: unknown): never => {
  throw error
}

await issueFirstOwnerCode(ctx)
const invited = await createAdmin(ctx, { email: 'ann@example.com', role: 'owner' })
await completeSetup(ctx, { code: invited.setupCode, password: 'correct horse battery staple' })
await signIn(ctx, { email: 'ann@example.com', password: 'wrong', address: '192.0.2.1' }).catch(() => undefined)
const { key: apiKey } = await createApiKey(ctx, { name: 'scripts', role: 'owner' })
const organisation = await createOrganisation(ctx, { tenantId, name: 'North' })
await updateDirectory(ctx, { tenantId, id: directory.id }, { organisation_id: organisation.id })
await createToken(
  { ...ctx, idempotency: idempotentRequest('once', 'createToken', {}) },
  { tenantId, directoryId: directory.id, name: 'second' },
)
await createBasicCredential(ctx, { tenantId, directoryId: directory.id })
await applyDefinitions(
  ctx,
  { tenantId, directoryId: directory.id },
  { id: 'urn:example:Badge', attributes: [{ name: 'number', type: 'decimal', uniqueness: 'server' }] },
)

const ids: string[] = []
for (const [index, name] of ['ann', 'Zoë 🦊', 'tab\tand "quotes"', 'leaver'].entries()) {
  const { json } = await client.post('/Users', {
    schemas: [USER, 'urn:example:Badge'],
    userName: `${name}-${index}`,
    externalId: `ext-${index}`,
    displayName: name,
    active: true,
    emails: [{ value: `user${index}@example.com`, type: 'work', primary: true }],
    'urn:example:Badge': { number: 2 ** 53 - index },
  })
  ids.push(json.id)
}
// Superseded versions from here on stay.
const retention = new RetentionJob(server.store, { requests: 86_400_000, history: 0, events: undefined }, fail)
await retention.run()
await retention.close()
const group = (
  await client.post('/Groups', {
    schemas: [GROUP],
    displayName: 'Buyers',
    members: [...ids, 'nobody-here'].map((value) => ({ value })),
  })
).json
await client.post('/Groups', { schemas: [GROUP], displayName: 'Nested', members: [{ value: group.id }] })
await client.change(`/Users/${ids[1]}`, { op: 'replace', path: 'active', value: false })
await client.change(`/Groups/${group.id}`, { op: 'remove', path: `members[value eq "${ids[2]}"]` })
await client.delete(`/Users/${ids[3]}`)
await client.get('/Users/unknown')

// What policy makes of people, mostly by a second directory: three seats, of which the first has two.
const { client: hr, ...second } = await server.addDirectory({ slug: 'hr' })
await updateDirectory(
  ctx,
  { tenantId, id: second.directory.id },
  { role_prefix: 'Envi_', alias: 'api/v1/SCIM/hr', rate_limit: 200 },
)
await createOrganisation(ctx, { tenantId, name: 'South' })
await applyPolicy(ctx, tenantId, {
  organisations: { rules: [{ id: 'hr', when: { directory: 'hr' }, organisation: 'South' }] },
  kinds: { default: 'employee' },
  roles: {
    rules: [{ id: 'guides', when: { filter: 'title eq "Guide"' }, role: 'Guide' }],
    privileged: ['Admin'],
  },
  licences: { types: [{ key: 'std', name: 'Standard', seats: 3 }], default: 'std' },
  directories: {
    hr: {
      link: { match: ['userName'], action: 'hold' },
      contract: { required: [], unknown: 'store' },
      brake: { 'empty-group': { count: 1, always: 0, action: 'hold' } },
    },
  },
})
while ((await runPolicyTasks(ctx)) > 0) await setTimeout(200)
const people: string[] = []
for (const userName of ['paula', 'walter', 'ann-0']) {
  const body = { schemas: [USER], userName, title: 'Guide', shoeSize: 42 }
  people.push((await hr.post('/Users', body)).json.id)
}
const [paula = '', walter = ''] = people
const addGroup = async (displayName: string): Promise<string> =>
  (await hr.post('/Groups', { schemas: [GROUP], displayName, members: [{ value: paula }, { value: walter }] })).json.id
const [buyers, staff] = [await addGroup('Envi_Buyer'), await addGroup('Staff')]
await hr.change(`/Groups/${staff}`, { op: 'replace', path: 'displayName', value: 'Envi_Admin' })
// The second one is held.
for (const id of [await addGroup('Interns'), buyers])
  await hr.change(`/Groups/${id}`, { op: 'remove', path: 'members' })
const [link = fail(new Error('no link waits'))] = await listLinkRequests(ctx, tenantId, { waiting: true })

await new AuditSealer(server.store, ctx.keyring, fail).close()
// Whatever is written within a second.
await setTimeout(1_500)

const name = Object.keys(migrations).at(-1) ?? ''
const opened = connectStore({ url: server.databaseUrl })
const lines: string[] = []
await opened.snapshot(async (db) => {
  const facts = { takenAt: new Date().toISOString(), migrations: Object.keys(migrations) }
  for await (const line of writeBackup(db, facts, () => undefined)) lines.push(line)
})
await opened.store.close()
await server.close()
if (server.failures.length > 0) throw new Error(server.failures.join('\n'))

const { counts } = JSON.parse(lines.at(-1) ?? '{}') as { counts: Record<string, number> }
const empty = Object.keys(counts).filter((table) => counts[table] === 0)
if (empty.length > 0) throw new Error(`nothing is in ${empty.join(', ')}`)
const at = (file: string) => fileURLToPath(new URL(file, import.meta.url))
writeFileSync(at(`${name}.ndjson`), lines.join(''))
const policy = { token: second.token, waitingUserId: walter, heldGroupId: buyers, linkRequestId: link.id }
const known = {
  tenantId,
  directoryId: directory.id,
  token,
  apiKey,
  userIds: ids.slice(0, 3),
  groupId: group.id,
  policy,
}
writeFileSync(at(`${name}.json`), `${JSON.stringify(known, null, 2)}\n`)
