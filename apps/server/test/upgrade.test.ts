import { readdirSync, readFileSync } from 'node:fs'
import { ScimClient } from '@rollcall/scim-api/testing'
import { connectStore, migrations, openStore, restoreBackup, StoreSetupError, writeBackup } from '@rollcall/store'
import { DIALECTS, type TestDialect } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Instance, rollcallJson, startServer } from './support.ts'

/** What released/make.ts wrote beside each backup. */
interface Known {
  readonly tenantId: string
  readonly directoryId: string
  readonly token: string
  readonly apiKey: string
  readonly userIds: readonly string[]
  readonly groupId: string
  /** Since 0002-policy: of the second directory, whose users are people under a policy. */
  readonly policy?: {
    readonly token: string
    /** Has the role of the held group, and waits for a seat. */
    readonly waitingUserId: string
    /** May not be emptied: the brake holds. */
    readonly heldGroupId: string
    readonly linkRequestId: string
  }
}

type Tables = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

/** Tables that a later version has no use for, and what took their place. */
const LEFT_BEHIND: Readonly<Record<string, string>> = {
  request_record: 'records are kept apart since 0003-operations; those before had no reader',
}

const RELEASED = new URL('released/', import.meta.url)
const released = readdirSync(RELEASED).flatMap((file) => (file.endsWith('.ndjson') ? [file.slice(0, -7)] : []))
const backupOf = (name: string): string => readFileSync(new URL(`${name}.ndjson`, RELEASED), 'utf8')

/** The row with its index entries as a value: PostgreSQL hands their paths out in an order of its own. */
const withEntries = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  typeof row.entries === 'string' ? { ...row, entries: JSON.parse(row.entries) } : row

function tablesOf(backup: string): Tables {
  const tables: Record<string, Record<string, unknown>[]> = {}
  let rows: Record<string, unknown>[] = []
  for (const line of backup.trimEnd().split('\n').slice(1, -1)) {
    const value = JSON.parse(line) as Record<string, unknown>
    if (typeof value.table === 'string' && Object.keys(value).length === 1) {
      rows = []
      tables[value.table] = rows
    } else rows.push(withEntries(value))
  }
  return tables
}

/** Since 0004-index every value is in the row of its resource, and only what resources are looked up by has a row of its own. */
function expectIndexed(values: Tables[string], after: Tables): void {
  for (const { resource_id, path, value_key, value_long, element, lead } of values) {
    const row = after.scim_index?.find((each) => each.resource_id === resource_id)
    const entries = row?.entries as Record<string, unknown[]> | undefined
    expect(entries?.[String(path)]).toContainEqual([value_long ?? value_key, element, lead])
  }
  expect(new Set(after.scim_value?.map((row) => row.path))).toEqual(new Set(['displayName', 'emails.value']))
  for (const row of after.scim_value ?? []) expect(values).toContainEqual(row)
}

async function* linesOf(backup: string): AsyncGenerator<string> {
  yield* backup.trimEnd().split('\n')
}

test('every released schema has its backup here', () => {
  expect(released).toEqual(expect.arrayContaining(['0001-init', '0003-operations', '0004-index']))
  for (const name of released) expect(Object.keys(migrations)).toContain(name)
})

describe.each(released)('a database of %s', (name) => {
  const known = JSON.parse(readFileSync(new URL(`${name}.json`, RELEASED), 'utf8')) as Known
  const { policy } = known
  const before = tablesOf(backupOf(name))

  describe.each(DIALECTS)('on %s', (dialect: TestDialect) => {
    let instance: Instance
    beforeAll(async () => {
      instance = await createInstance(dialect)
    })
    afterAll(() => instance.database.drop())

    test('comes to this version with every row', async () => {
      const opened = connectStore({ url: instance.database.url })
      const lines: string[] = []
      try {
        await restoreBackup(opened, () => linesOf(backupOf(name)))
        await opened.snapshot(async (db) => {
          const facts = { takenAt: '', migrations: Object.keys(migrations) }
          for await (const line of writeBackup(db, facts, () => undefined)) lines.push(line)
        })
      } finally {
        await opened.store.close()
      }
      const after = tablesOf(lines.join(''))
      for (const [table, rows] of Object.entries(before)) {
        if (table in LEFT_BEHIND) continue
        if (table === 'scim_value' && before.scim_index === undefined) {
          expectIndexed(rows, after)
          continue
        }
        expect(rows.length, table).toBeGreaterThan(0)
        expect(after[table]?.length, table).toBe(rows.length)
        // New columns may have joined the old ones.
        for (const row of rows) expect(after[table], table).toContainEqual(expect.objectContaining(row))
      }
    }, 120_000)

    if (policy !== undefined) {
      test('keeps what policy made of people, and goes on by it', async () => {
        const { token, waitingUserId, heldGroupId, linkRequestId } = policy
        const json = <T extends object>(...args: readonly string[]) =>
          rollcallJson<T>(instance.env, ...args, '--tenant', 'acme')
        const seats = { key: 'std', seats: 3, used: 3, waiting: 1 }
        expect(await json('licence', 'list')).toMatchObject({ licences: [seats] })
        const { explanations } = await json<{ explanations: { facts: object[] }[] }>('explain', '--user', waitingUserId)
        const { facts = [] } = explanations[0] ?? {}
        for (const fact of [
          { topic: 'organisation', about: 'South', rule: 'hr' },
          { topic: 'role', about: 'Buyer' },
          { topic: 'role', about: 'Guide', rule: 'guides' },
          { topic: 'licence', what: expect.stringContaining('wait') },
        ]) {
          expect(facts).toContainEqual(expect.objectContaining({ ...fact, conclusion: true }))
        }
        expect(await json('role', 'list', '--state', 'pending')).toMatchObject({ roles: [{ role: 'Admin' }] })
        const { notices } = await json<{ notices: { kind: string }[] }>('notice', 'list')
        const kinds = ['brake.empty-group', 'licence.exhausted', 'person.link_waiting', 'role.pending']
        expect(notices.map(({ kind }) => kind).sort()).toEqual(kinds)
        expect(await json('link', 'list', '--waiting')).toMatchObject({ linkRequests: [{ id: linkRequestId }] })

        const server = await startServer(instance.env)
        const client = new ScimClient(`${server.origin}/api/v1/SCIM/hr`, token)
        try {
          const empty = { op: 'remove', path: 'members' }
          expect(await client.change(`/Groups/${heldGroupId}`, empty)).toMatchObject({ status: 429 })
          expect(await client.delete(`/Users/${waitingUserId}`)).toMatchObject({ status: 204 })
        } finally {
          client.close()
          expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
        }
        expect(await json('licence', 'list')).toMatchObject({ licences: [{ ...seats, waiting: 0 }] })
        expect(await json('link', 'approve', '--id', linkRequestId)).toEqual({ id: linkRequestId, state: 'approved' })
      }, 120_000)
    }

    test('works there: tokens, lists, changes, and the audit chain from the first event on', async () => {
      const server = await startServer(instance.env)
      const client = new ScimClient(`${server.origin}/scim/v2`, known.token)
      try {
        const [ann = '', zoe = '', tab = ''] = known.userIds
        const users = (await client.get('/Users?sortBy=id')).json
        expect(users.Resources.map((user: { id: string }) => user.id)).toEqual([...known.userIds].sort())
        expect((await client.find('/Users', 'emails.value eq "USER0@example.com"')).json.Resources[0].id).toBe(ann)
        expect((await client.find('/Users', 'active eq false')).json.Resources[0].id).toBe(zoe)
        const group = (await client.get(`/Groups/${known.groupId}`)).json
        expect(group.members.map((member: { value: string }) => member.value).sort()).toEqual([ann, zoe].sort())
        const added = await client.change(`/Groups/${known.groupId}`, {
          op: 'add',
          path: 'members',
          value: [{ value: tab }],
        })
        expect(added).toMatchObject({ status: 200 })
        expect(added.json.members).toHaveLength(3)
        const patched = await client.change(`/Users/${ann}`, { op: 'replace', path: 'active', value: false })
        expect(patched).toMatchObject({ status: 200, json: { active: false, meta: { version: 'W/"2"' } } })
        const taken = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: users.Resources[0].userName }
        expect((await client.post('/Users', taken)).status).toBe(409)
        expect((await client.delete(`/Users/${tab}`)).status).toBe(204)
      } finally {
        client.close()
        expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
      }
      expect(await rollcallJson(instance.env, 'audit', 'verify', '--tenant', 'acme')).toMatchObject({ ok: true })
    }, 120_000)
  })
})

describe.each(DIALECTS)('a backup that does not fit (%s)', (dialect) => {
  let instance: Instance
  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(() => instance.database.drop())

  const restore = async (backup: string) => {
    const opened = connectStore({ url: instance.database.url })
    const failure = await restoreBackup(opened, () => linesOf(backup)).catch((error: unknown) => error)
    const state = await opened.migrationState()
    await opened.store.close()
    expect(failure).toBeInstanceOf(StoreSetupError)
    return { message: (failure as Error).message, state }
  }

  test('because it is of a newer version is refused, and nothing is touched', async () => {
    const [header = '', ...rest] = backupOf('0001-init').split('\n')
    const newer = { ...JSON.parse(header), migrations: [...Object.keys(migrations), '9999-later'] }
    const { message, state } = await restore([JSON.stringify(newer), ...rest].join('\n'))
    expect(message).toMatch(/newer version.*9999-later/)
    expect(state).toBe('behind')
  })

  test('because the database is further already is refused with what to do', async () => {
    await (await openStore({ url: instance.database.url })).close()
    const { message } = await restore(backupOf('0001-init'))
    expect(message).toMatch(/taken at the schema 0001-init.*Restore into a database that nothing was started on/)
  })
})
