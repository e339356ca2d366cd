/**
 * node apps/server/test/released/make.ts: what a database of this version looks like, as a backup with something in every table, and what its
 * clients know of it. Run once when a version with a new migration is released; the files are never changed afterwards. upgrade.test.ts takes them
 * to the present version.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  AuditSealer,
  applyDefinitions,
  completeSetup,
  createAdmin,
  createApiKey,
  createBasicCredential,
  createOrganisation,
  createToken,
  idempotentRequest,
  issueFirstOwnerCode,
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
await new AuditSealer(server.store, ctx.keyring, (error) => {
  throw error
}).close()
// Whatever is written within a second.
await new Promise((resolve) => setTimeout(resolve, 1_500))

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
const known = { tenantId, directoryId: directory.id, token, apiKey, userIds: ids.slice(0, 3), groupId: group.id }
writeFileSync(at(`${name}.json`), `${JSON.stringify(known, null, 2)}\n`)
