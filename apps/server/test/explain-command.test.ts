import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDirectory, createInstance, type Instance, rollcall, rollcallJson, startServer } from './support.ts'

describe.each(DIALECTS)('explain and preview on the command line (%s)', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'))
  const file = join(folder, 'policy.json')
  let instance: Instance

  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await instance.database.drop()
  })

  test('an admin previews a policy, applies it, and asks why somebody has what they have', async () => {
    const { token } = await createDirectory(instance.env)
    const server = await startServer(instance.env)
    const answer = await fetch(`${server.origin}/scim/v2/Users`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
      body: JSON.stringify({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: 'ann',
        title: 'Seller',
      }),
    })
    expect(answer.status).toBe(201)
    await server.end('SIGTERM')
    writeFileSync(
      file,
      JSON.stringify({
        roles: { rules: [{ id: 'sellers', when: { filter: 'title eq "Seller"' }, role: 'Seller' }] },
        kinds: { default: 'employee' },
      }),
    )
    const apply = ['policy', 'apply', '--tenant', 'acme', '--file', file]
    const preview = await rollcallJson<{ roles: object[] }>(instance.env, ...apply, '--preview')
    expect(preview).toMatchObject({
      version: 0,
      people: 1,
      changed: 1,
      roles: [{ name: 'Seller', gaining: { people: 1, sample: [{ name: 'ann' }] }, losing: { people: 0, sample: [] } }],
      kinds: [{ key: 'employee', gaining: { people: 1 } }],
    })
    const { stdout: text } = await rollcall(instance.env, ...apply, '--preview')
    expect(text).toContain('1 of 1 person would change.\n')
    expect(text).toContain('\nRoles\n  + Seller: 1 (ann)\n')
    expect(await rollcallJson(instance.env, 'policy', 'show', '--tenant', 'acme')).toMatchObject({ version: 0 })

    expect(await rollcallJson(instance.env, ...apply)).toEqual({ tenant: 'acme', version: 1 })
    const explain = ['explain', '--tenant', 'acme', '--user', 'ann']
    const { explanations } = await rollcallJson<{ explanations: { facts: object[] }[] }>(instance.env, ...explain)
    expect(explanations).toHaveLength(1)
    expect(explanations[0]?.facts).toContainEqual(
      expect.objectContaining({
        topic: 'role',
        about: 'Seller',
        conclusion: true,
        what: 'They have the role "Seller".',
        rule: 'sellers',
        policyVersion: 1,
        at: expect.any(String),
        actor: expect.stringContaining('command line'),
        requestId: expect.any(String),
      }),
    )
    const { stdout: story } = await rollcall(instance.env, ...explain)
    expect(story).toContain('\n"ann" is active.\n  (20')
    expect(story).toContain('\nThey have the role "Seller".\n  (20')
    expect((await rollcall(instance.env, 'explain', '--tenant', 'acme', '--user', 'zoe')).stdout).toContain(
      'Nobody has the userName',
    )
  }, 120_000)
})
