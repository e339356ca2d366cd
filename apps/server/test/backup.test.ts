import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import {
  AuditSealer,
  applyDefinitions,
  createAdmin,
  createApiKey,
  createDirectory,
  createOrganisation,
  createResource,
  createTenant,
  createToken,
  Keyring,
  newId,
  type OperationContext,
  removeResource,
  resourceTypesOf,
  verifyAudit,
} from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import { INSTANCE, openStore, type Store } from '@rollcall/store'
import { DIALECTS, type TestDialect } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Environment, expectOneLine, type Instance, rollcall, rollcallJson } from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollcall-backup-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
const file = (name: string) => join(folder, name)

async function withStore<T>(env: Environment, work: (store: Store, ctx: OperationContext) => Promise<T>): Promise<T> {
  const store = await openStore({ url: env.DATABASE_URL ?? '' })
  const ctx: OperationContext = {
    store,
    keyring: new Keyring([env.ROLLCALL_SECRET_KEY ?? '']),
    actor: { type: 'system', id: 'tests', label: 'tests' },
    requestId: newId(),
    now: () => new Date(),
    newId,
  }
  try {
    return await work(store, ctx)
  } finally {
    await store.close()
  }
}

/** Something in nearly every table, with what is hard to carry: other scripts, bytes, big numbers, NUL, removed ones. */
const seed = (env: Environment) =>
  withStore(env, async (store, ctx) => {
    const { id: tenantId } = await createTenant(ctx, { slug: 'acme', name: 'Acmé 株式会社 "quoted" \\n' })
    const organisation = await createOrganisation(ctx, { tenantId, name: 'North' })
    const made = await createDirectory(ctx, {
      tenantId,
      slug: 'okta',
      name: 'Okta',
      activate: true,
      organisationId: organisation.id,
      rolePrefix: 'Envi_',
    })
    await createToken(ctx, { tenantId, directoryId: made.id })
    await createApiKey(ctx, { name: 'key', role: 'owner' })
    await createAdmin(ctx, { email: 'ann@example.com', role: 'owner' })
    await applyDefinitions(
      ctx,
      { tenantId, directoryId: made.id },
      { id: 'urn:example:Badge', attributes: [{ name: 'number', type: 'decimal', uniqueness: 'server' }] },
    )
    const directory = await store.read(tenantId, (db) =>
      db.selectFrom('directory').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow(),
    )
    const typed = (name: string) => {
      const type = resourceTypesOf(directory).types.find((each) => each.name === name)
      if (type === undefined) throw new Error(name)
      return { directory, type }
    }
    const create = async (name: string, body: Json) => (await createResource(ctx, typed(name), body)).view.row.id
    const ids: string[] = []
    for (const [index, name] of ['ann', 'Zoë 🦊', 'tab\tand "quotes"', 'nul\u0000inside'].entries()) {
      ids.push(
        await create('User', {
          schemas: [USER],
          userName: `${name}-${index}`,
          displayName: name,
          'urn:example:Badge': { number: 2 ** 53 - index },
        }),
      )
    }
    const group = await create('Group', {
      schemas: [GROUP],
      displayName: 'Envi_Buyer',
      members: [...ids, 'nobody-here'].map((value) => ({ value })),
    })
    await create('Group', { schemas: [GROUP], displayName: 'Nested', members: [{ value: group }] })
    await removeResource(ctx, typed('User'), ids[0] ?? '')
    const sealer = new AuditSealer(store, ctx.keyring, (error) => {
      throw error
    })
    await sealer.close()
    return tenantId
  })

/** Equal JSON in equal words: PostgreSQL orders members in its own way. */
const inOrder = (json: unknown): unknown[] =>
  Object.entries((typeof json === 'string' ? JSON.parse(json) : json) as object).sort()

const comparable = (column: string, value: unknown): unknown =>
  column === 'entries' ? inOrder(value) : Buffer.isBuffer(value) ? value.toString('hex') : value

/** Every row of every table that holds data, in an order of its own. */
const dump = (env: Environment): Promise<Record<string, string[]>> =>
  withStore(env, (store) =>
    store.read(INSTANCE, async (db) => {
      const found: Record<string, string[]> = {}
      for (const { name } of await db.introspection.getTables()) {
        // Request records are apart, and no part of a backup.
        if (name.includes('migration') || name.startsWith('request_record')) continue
        const rows = await db
          .selectFrom(name as 'tenant')
          .selectAll()
          .execute()
        found[name] = rows
          .map((row) =>
            JSON.stringify(
              Object.entries(row)
                .map(([column, value]) => [column, comparable(column, value)])
                .sort(),
            ),
          )
          .sort()
      }
      return found
    }),
  )

const backUp = (env: Environment, to: string) =>
  rollcallJson<{ file: string; rows: number; digest: string }>(env, 'backup', '--to', to)
const restore = (env: Environment, from: string) =>
  rollcallJson<{ file: string; rows: number; digest: string }>(env, 'restore', '--from', from)

describe.each(DIALECTS)('a backup of %s', (source) => {
  let instance: Instance
  let tenantId: string
  const name = `${source}.rollcall.gz`
  beforeAll(async () => {
    instance = await createInstance(source)
    tenantId = await seed(instance.env)
    await backUp(instance.env, file(name))
  }, 60_000)
  afterAll(() => instance.database.drop())

  test('is for its owner alone, tells its digest, and leaves no partial file', async () => {
    const told = await backUp(instance.env, file('again.gz'))
    expect(statSync(file('again.gz')).mode & 0o777).toBe(0o600)
    const lines = gunzipSync(readFileSync(file('again.gz')))
      .toString()
      .trimEnd()
      .split('\n')
    const end = JSON.parse(lines.at(-1) ?? '') as { digest: string; counts: Record<string, number> }
    expect(end.digest).toBe(told.digest)
    expect(Object.values(end.counts).reduce((sum, count) => sum + count, 0)).toBe(told.rows)
    expect(told.rows).toBeGreaterThan(40)
    expect(() => statSync(file('again.gz.partial'))).toThrow()
  }, 30_000)

  test.each(DIALECTS)(
    'restores into %s: every row is equal, the audit chain verifies, and it comes back the same',
    async (target) => {
      const other = await createInstance(target)
      try {
        const told = await restore(other.env, file(name))
        expect(await dump(other.env)).toEqual(await dump(instance.env))
        expect(told.rows).toBeGreaterThan(40)
        expect(await withStore(other.env, (_store, ctx) => verifyAudit(ctx, tenantId))).toMatchObject({
          ok: true,
          checkpoints: 1,
        })
        if (target === source) return
        await backUp(other.env, file(`back-${target}.gz`))
        const home = await createInstance(source)
        try {
          await restore(home.env, file(`back-${target}.gz`))
          expect(await dump(home.env)).toEqual(await dump(instance.env))
        } finally {
          await home.database.drop()
        }
      } finally {
        await other.database.drop()
      }
    },
    60_000,
  )

  test('goes into an empty database only', async () => {
    const before = await dump(instance.env)
    expect(expectOneLine(await rollcall(instance.env, 'restore', '--from', file(name), '--json'))).toContain(
      'not empty',
    )
    expect(await dump(instance.env)).toEqual(before)
  }, 30_000)

  test('taken while writes go on is one consistent snapshot', async () => {
    const busy = await createInstance(source)
    try {
      await withStore(busy.env, async (_store, ctx) => {
        const { id } = await createTenant(ctx, { slug: 'busy', name: 'Busy' })
        const made = await createDirectory(ctx, { tenantId: id, slug: 'okta', name: 'Okta', activate: true })
        const type = resourceTypesOf(made).types[0]
        if (type === undefined) throw new Error('no type')
        let writing = true
        let written = 0
        const writer = async () => {
          for (; writing && written < 2_000; written += 1)
            await createResource(ctx, { directory: made, type }, { schemas: [USER], userName: `u${written}` })
        }
        const done = writer()
        await backUp(busy.env, file(`busy-${source}.gz`))
        writing = false
        await done
      })
      const target = await createInstance('sqlite')
      try {
        await restore(target.env, file(`busy-${source}.gz`))
        const { scim_resource, audit_event, scim_history, scim_total } = await dump(target.env)
        const users = scim_resource?.length ?? 0
        expect(audit_event?.filter((row) => row.includes('user.created'))).toHaveLength(users)
        expect(scim_history).toHaveLength(users)
        const totals = (scim_total ?? []).map((row) =>
          Number(new Map(JSON.parse(row) as [string, unknown][]).get('live')),
        )
        expect(totals.reduce((sum, total) => sum + total, 0)).toBe(users)
      } finally {
        await target.database.drop()
      }
    } finally {
      await busy.database.drop()
    }
  }, 60_000)
})

describe('a file that is no whole backup is refused, and nothing is changed', () => {
  let instance: Instance
  let lines: string[]
  beforeAll(async () => {
    instance = await createInstance('sqlite')
    const from = await createInstance('sqlite')
    await seed(from.env)
    await backUp(from.env, file('whole.gz'))
    await from.database.drop()
    lines = gunzipSync(readFileSync(file('whole.gz')))
      .toString()
      .trimEnd()
      .split('\n')
    await rollcallJson(instance.env, 'migrate')
  }, 60_000)
  afterAll(() => instance.database.drop())
  const packed = (text: string) => gzipSync(text)
  const joined = (list: readonly string[]) => packed(`${list.join('\n')}\n`)

  test.each<[string, () => Buffer, string]>([
    ['cut off in the middle of the file', () => readFileSync(file('whole.gz')).subarray(0, 2_000), 'cannot be used'],
    ['cut off between two lines', () => joined(lines.slice(0, -1)), 'its end is missing'],
    ['a changed value', () => joined(lines.map((line) => line.replace('Acm', 'Bcm'))), 'digest'],
    ['a row too few', () => joined(lines.filter((line) => !line.includes('ann@example.com'))), 'digest'],
    [
      'a byte of the packed file turned',
      () => {
        const bytes = Buffer.from(readFileSync(file('whole.gz')))
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff
        return bytes
      },
      '',
    ],
    ['of another program', () => packed('{"format":"other"}\n'), 'not a Rollcall backup'],
    ['no JSON', () => packed('hello\n'), 'not JSON'],
    ['JSON that is no object', () => packed('null\n'), 'not a JSON object'],
    ['not packed', () => Buffer.from('hello\n'), 'cannot be used'],
    ['empty', () => Buffer.alloc(0), ''],
    [
      'of another schema',
      () => joined(lines.map((line, index) => (index === 0 ? line.replace('0001', '0000') : line))),
      'schema',
    ],
    ['with an unknown table', () => joined([lines[0] ?? '', '{"table":"secrets"}', ...lines.slice(1)]), 'secrets'],
  ])(
    '%s',
    async (title, make, words) => {
      const path = file(`${title.replaceAll(' ', '-')}.gz`)
      writeFileSync(path, make())
      expect(expectOneLine(await rollcall(instance.env, 'restore', '--from', path, '--json'))).toContain(words)
      const rows = Object.values(await dump(instance.env)).flat()
      expect(rows).toEqual([])
    },
    30_000,
  )

  test('a missing file', async () => {
    expect(expectOneLine(await rollcall(instance.env, 'restore', '--from', file('none.gz')))).toContain('none.gz')
  }, 30_000)

  test('a backup that cannot be written says so and leaves nothing', async () => {
    expect(expectOneLine(await rollcall(instance.env, 'backup', '--to', file('no/such/folder.gz')))).toContain(
      'folder.gz',
    )
  }, 30_000)
})

test('a database that is not migrated is not backed up', async () => {
  const instance = await createInstance('sqlite' satisfies TestDialect)
  try {
    expect(expectOneLine(await rollcall(instance.env, 'backup', '--to', file('never.gz')))).toContain('migrate')
  } finally {
    await instance.database.drop()
  }
}, 30_000)
