import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Instance, rollcall, rollcallJson, startServer } from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'

describe.each(DIALECTS)('people, links, aliases and rotation on the command line (%s)', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'))
  let instance: Instance
  const json = <T extends object>(...args: readonly string[]) => rollcallJson<T>(instance.env, ...args)
  const inAcme = ['--tenant', 'acme'] as const

  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await instance.database.drop()
  })

  test('an admin links, edits and purges people, and changes a token over without a gap', async () => {
    await json('migrate')
    await json('tenant', 'create', '--slug', 'acme', '--name', 'Acme')
    const tokens: string[] = []
    const ids: string[] = []
    const tokenIds: string[] = []
    for (const slug of ['okta', 'entra']) {
      const { id } = await json<{ id: string }>(
        'directory',
        'create',
        ...inAcme,
        '--slug',
        slug,
        '--name',
        slug,
        '--activate',
      )
      const made = await json<{ id: string; token: string }>('token', 'create', '--directory', id)
      ids.push(id)
      tokens.push(made.token)
      tokenIds.push(made.id)
    }
    const file = join(folder, 'policy.json')
    const policy = {
      directories: {
        okta: { authority: { local: ['title', 'phoneNumbers[type eq "work"].value'] } },
        entra: { link: { match: ['userName'], action: 'hold' } },
      },
    }
    writeFileSync(file, JSON.stringify(policy))
    await json('policy', 'apply', ...inAcme, '--file', file)
    const alias = await json('directory', 'update', '--directory', ids[0] ?? '', '--alias', '/api/v1/SCIM/SCIMOkta')
    expect(alias).toMatchObject({ alias: 'api/v1/SCIM/SCIMOkta' })
    const rotated = await json<{ token: string; formerId: string }>(
      'token',
      'rotate',
      '--id',
      tokenIds[0] ?? '',
      '--overlap',
      '2h',
    )
    expect(rotated).toMatchObject({ id: expect.any(String), formerId: tokenIds[0], formerEndsAt: expect.any(String) })

    const server = await startServer(instance.env)
    const create = async (path: string, token: string | undefined) => {
      const answer = await fetch(`${server.origin}${path}/Users`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
        body: JSON.stringify({ schemas: [USER], userName: 'ann', active: true }),
      })
      const body = (await answer.json()) as { id: string }
      expect(answer.status, JSON.stringify(body)).toBe(201)
      return body.id
    }
    const ann = await create('/api/v1/SCIM/SCIMOkta', rotated.token)
    const other = await create('/scim/v2', tokens[1])
    const former = await fetch(`${server.origin}/scim/v2/Users`, { headers: { Authorization: `Bearer ${tokens[0]}` } })
    expect(former.status).toBe(200)
    await server.end('SIGTERM')

    const waiting = await json<{ linkRequests: { id: string; resource_id: string }[] }>(
      'link',
      'list',
      ...inAcme,
      '--waiting',
    )
    expect(waiting.linkRequests.map((each) => each.resource_id)).toEqual([other])
    const request = waiting.linkRequests[0]?.id ?? ''
    expect(await json('link', 'approve', ...inAcme, '--id', request)).toEqual({ id: request, state: 'approved' })

    const edit = ['user', 'update', ...inAcme, '--user', ann] as const
    const edited = await json(
      ...edit,
      '--set',
      'title=Guide = boss',
      '--set',
      'phoneNumbers[type eq "work"].value=+1=5',
    )
    expect(edited).toEqual({ id: ann, version: 2 })
    expect(await json(...edit, '--clear', 'title', '--expected-version', '2')).toEqual({ id: ann, version: 3 })
    for (const [args, reason] of [
      [['--set', 'userName=bob'], 'owned by the directory "okta"'],
      [['--set', 'nothing'], 'is not path=value'],
      [[], 'Say what to change'],
      [['--clear', 'title', '--expected-version', '1'], 'version 3'],
    ] as const) {
      const refused = await rollcall(instance.env, ...edit, ...args)
      expect(refused.code).toBe(1)
      expect(refused.stderr).toContain(reason)
      expect(refused.stderr.trim().split('\n')).toHaveLength(1)
    }

    const purge = ['user', 'purge', ...inAcme, '--user', ann, '--confirm', ann] as const
    expect((await rollcall(instance.env, ...purge)).stderr).toContain('still provisioned in 2 directories')
    expect(await json(...purge, '--remove-first')).toEqual({ erased: [ann, other] })
    const verified = await rollcall(instance.env, 'audit', 'verify', ...inAcme)
    expect(verified.code, verified.stderr).toBe(0)
  }, 180_000)
})
