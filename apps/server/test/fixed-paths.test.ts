import { fixedPathOwner, fixedPaths } from '@rollcall/provisioning'
import { connectStore, INSTANCE } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDirectory, createInstance, type Instance, rollcall, rollcallJson, startServer } from './support.ts'

/** Those that a tenant's slug, or the first part of an alias, can look like. */
const slugs = fixedPaths().filter((part) => /^[a-z0-9-]+$/.test(part))
const aliases = fixedPaths().filter((part) => /^[a-z0-9]/.test(part))

describe.each(DIALECTS)('a database whose tenants have paths of the server (%s)', (dialect) => {
  let instance: Instance
  beforeAll(async () => {
    instance = await createInstance(dialect)
    const opened = connectStore({ url: instance.database.url })
    await opened.migrate('0004-index')
    await opened.store.transaction(INSTANCE, async (trx) => {
      for (const slug of [...slugs, 'acme'])
        await sql`insert into tenant (id, slug, name, version, created_at, updated_at)
          values (${`id-${slug}`}, ${slug}, ${slug}, 1, '', '')`.execute(trx)
      for (const part of aliases)
        await sql`insert into directory (tenant_id, id, slug, name, preset, status, role_prefix_case_exact, unresolved_members, alias, version, created_at, updated_at)
          values ('id-acme', ${part}, ${part}, ${part}, 'generic', 'active', 0, 'keep', ${`${part}/scim`}, 1, '', '')`.execute(
          trx,
        )
    })
    await opened.store.close()
  })
  afterAll(() => instance.database.drop())

  // When this fails because the list of paths has grown: write a migration that parks those of the new one.
  test('has none of them after migrate, which says whom it moved', async () => {
    const { parked } = await rollcallJson<{ parked: string[] }>(instance.env, 'migrate')
    expect(parked).toHaveLength(slugs.length + aliases.length)
    expect(parked).toContainEqual(expect.stringMatching(/^Tenant "v1-parked": .*"v1-parked" instead of "v1"/))
    const { tenants } = await rollcallJson<{ tenants: { slug: string }[] }>(instance.env, 'tenant', 'list')
    expect(tenants).toHaveLength(slugs.length + 1)
    expect(tenants.filter(({ slug }) => fixedPathOwner(slug) !== undefined)).toEqual([])
    expect(await rollcallJson(instance.env, 'migrate')).toEqual({ migrations: [] })
  }, 120_000)

  test('is told by doctor, by the log of each start, and as a notice of the tenant, until somebody dismisses it', async () => {
    const { notices } = await rollcallJson<{ notices: { id: string; kind: string }[] }>(
      instance.env,
      ...['notice', 'list', '--tenant', 's-parked'],
    )
    expect(notices).toMatchObject([{ kind: 'address.parked' }])
    const isOurs = (text: string) => text.includes('"s-parked" instead of "s"')
    const doctor = async () => {
      const { findings } = JSON.parse((await rollcall(instance.env, 'doctor', '--json')).stdout) as {
        findings: { check: string; detail: string }[]
      }
      return findings.some(({ check, detail }) => check === 'addresses' && isOurs(detail))
    }
    expect(await doctor()).toBe(true)
    const server = await startServer({ ...instance.env, LOG_LEVEL: 'warn' })
    await server.end('SIGTERM')
    const logged = server.output.stdout.split('\n').filter((line) => line.startsWith('{'))
    expect(logged.some((line) => isOurs(JSON.parse(line).msg))).toBe(true)
    await rollcallJson(instance.env, 'notice', 'dismiss', '--tenant', 's-parked', '--id', notices[0]?.id ?? '')
    expect(await doctor()).toBe(false)
  }, 120_000)
})

describe.each(DIALECTS)('a path of the server (%s)', (dialect) => {
  let instance: Instance
  let token: string
  beforeAll(async () => {
    instance = await createInstance(dialect)
    ;({ token } = await createDirectory(instance.env))
  })
  afterAll(() => instance.database.drop())

  test('is never answered as an alias, also where a process of an older version wrote one', async () => {
    const server = await startServer(instance.env)
    const opened = connectStore({ url: instance.database.url })
    const status = async (path: string) =>
      (await fetch(`${server.origin}${path}`, { headers: { authorization: `Bearer ${token}` } })).status
    try {
      for (const [alias, expected] of [
        ['api/v1/scim', 200],
        ['v1/events', 404],
      ] as const) {
        await opened.store.transaction(INSTANCE, (trx) => sql`update directory set alias = ${alias}`.execute(trx))
        // The server reads aliases and credentials again within a second.
        await expect.poll(() => status(`/${alias}/Users`), { timeout: 5_000 }).toBe(expected)
      }
      await expect.poll(() => status('/api/v1/scim/Users'), { timeout: 5_000 }).toBe(404)
      for (const path of ['/V1/events/Users', '/%76%31/events/Users', '//v1/events/Users'])
        expect(await status(path), path).toBe(404)
      expect(await status('/scim/v2/Users')).toBe(200)
    } finally {
      await opened.store.close()
      await server.end('SIGTERM')
    }
  }, 120_000)
})
