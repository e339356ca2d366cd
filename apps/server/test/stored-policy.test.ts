import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDirectory, createTenant, createToken, Keyring, newId } from '@rollcall/provisioning'
import { openStore } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Environment, type Instance, rollcall, rollcallJson, startServer } from './support.ts'

const STARS = `${'*a'.repeat(99)}*b`
const GROUP = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'a'.repeat(200) }

const roles = (glob: string) => ({
  roles: { rules: [{ id: 'g', when: { group: { glob } }, role: 'R' }], precedence: [], privileged: [], protected: [] },
})
const contract = (constraint: object) => ({
  required: ['userName'],
  optional: [],
  onlyListed: false,
  unknown: 'ignore',
  constraints: [constraint],
})
const ofDirectory = (directory: object) => ({ tenant: {}, directory })

/** What the directory's row holds, whether groups can still be pushed, and what is wrong. */
const STORED: readonly [what: string, policy: string, status: number][] = [
  ['a glob of a hundred stars', JSON.stringify({ version: 1, tenant: roles(STARS), directory: {} }), 201],
  [
    'a pattern that is none',
    JSON.stringify({
      version: 1,
      ...ofDirectory({ contract: contract({ kind: 'pattern', path: 'title', mode: 'reject', pattern: '(' }) }),
    }),
    201,
  ],
  [
    'a path that is none',
    JSON.stringify({
      version: 1,
      ...ofDirectory({ contract: contract({ kind: 'length', path: 'a[', mode: 'reject', max: 1 }) }),
    }),
    201,
  ],
  ['a key that is not known', JSON.stringify({ version: 1, tenant: { later: {} }, directory: {} }), 503],
  ['another shape', '{"version":1,"tenant":{"roles":[]},"directory":7}', 503],
  ['no JSON at all', '{"version":', 503],
]

describe.each(DIALECTS)('a start on %s', (dialect) => {
  let instance: Instance
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-policy-'))
  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(async () => {
    await instance?.database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  const file = (name: string, document: object): string => {
    writeFileSync(join(folder, name), JSON.stringify(document))
    return join(folder, name)
  }

  test('with any stored policy serves, and the policy can be replaced meanwhile', async () => {
    const { env } = instance
    const tokens = await store(
      env,
      STORED.map(([, policy]) => policy),
    )
    const server = await startServer({ ...env, LOG_LEVEL: 'warn' })
    let pushed = 0
    const push = (at: number) => {
      pushed += 1
      return fetch(`${server.origin}/t${at}/okta/scim/v2/Groups`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokens[at]}`, 'content-type': 'application/scim+json' },
        body: JSON.stringify({ ...GROUP, displayName: `${'a'.repeat(200)} ${pushed}` }),
      })
    }
    try {
      for (const [at, [what, , status]] of STORED.entries()) expect((await push(at)).status, what).toBe(status)
      expect((await fetch(`${server.origin}/healthz`)).status).toBe(200)
      const doctor = await rollcall(env, 'doctor')
      const unreadable = STORED.flatMap(([, , status], at) => (status === 503 ? [`t${at} (version 1)`] : []))
      const told = `this version cannot read that of ${unreadable.join(', ')}: `
      expect(doctor.stdout).toContain(`✗ policies: ${told}`)
      expect(server.output.stdout).toMatch(/"kind":"policy\.unreadable"/)
      expect(server.output.stdout).toContain(told)
      expect(await rollcallJson(env, 'directory', 'list', '--tenant', 't0')).toMatchObject({
        directories: [{ slug: 'okta' }],
      })
      for (const at of [0, STORED.length - 1]) {
        await rollcallJson(env, 'policy', 'apply', '--tenant', `t${at}`, '--file', file('ok.json', roles('a*')))
        // The running server takes no longer than its caches do.
        await expect.poll(async () => (await push(at)).status, { timeout: 30_000 }).toBe(201)
      }
      expect(await rollcallJson(env, 'policy', 'show', '--tenant', `t${STORED.length - 2}`)).toMatchObject({
        version: 1,
        unreadable: true,
      })
      const refused = await rollcall(env, 'policy', 'apply', '--tenant', 't0', '--file', file('empty.json', {}))
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).toContain('--clear')
      await rollcallJson(env, 'policy', 'apply', '--tenant', 't0', '--file', file('empty.json', {}), '--clear')
    } finally {
      await server.end('SIGTERM')
    }
  }, 300_000)
})

/** A tenant for each policy, as another version of the program, or a hand in the database, might have left it; returns a token of each. */
async function store(
  { DATABASE_URL = '', ROLLCALL_SECRET_KEY = '' }: Environment,
  policies: readonly string[],
): Promise<string[]> {
  const opened = await openStore({ url: DATABASE_URL })
  const ctx = {
    store: opened,
    keyring: new Keyring([ROLLCALL_SECRET_KEY]),
    actor: { type: 'system', id: 'tests', label: 'tests' } as const,
    requestId: newId(),
    now: () => new Date(),
    newId,
  }
  const tokens: string[] = []
  try {
    for (const [at, policy] of policies.entries()) {
      const { id: tenantId } = await createTenant(ctx, { slug: `t${at}`, name: `T${at}` })
      const { id: directoryId } = await createDirectory(ctx, { tenantId, slug: 'okta', name: 'Okta', activate: true })
      tokens.push((await createToken(ctx, { tenantId, directoryId })).token)
      await opened.transaction(tenantId, async (trx) => {
        await sql`update directory set policy = ${policy} where tenant_id = ${tenantId}`.execute(trx)
        await sql`insert into policy_version (tenant_id, version, document, actor_type, actor_id, actor_label, request_id, created_at)
          values (${tenantId}, 1, ${documentOf(policy)}, 'system', 's', 's', 'r', '2026-01-01T00:00:00.000Z')`.execute(
          trx,
        )
      })
    }
  } finally {
    await opened.close()
  }
  return tokens
}

function documentOf(policy: string): string {
  try {
    const { tenant, directory } = JSON.parse(policy) as { tenant: object; directory: object }
    return JSON.stringify({ ...tenant, directories: { okta: directory } })
  } catch {
    return policy
  }
}
