import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDirectory, createInstance, type Instance, rollcall, rollcallJson, startServer } from './support.ts'

describe.each(DIALECTS)('licences and notices on the command line (%s)', (dialect) => {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'))
  let instance: Instance
  const json = <T extends object>(command: string) => rollcallJson<T>(instance.env, ...command.split(' '))

  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await instance.database.drop()
  })

  test('an admin sees seats, who waits and why, puts the notice aside, and the doctor finds a wrong count', async () => {
    const { token } = await createDirectory(instance.env)
    const file = join(folder, 'policy.json')
    const types = [{ key: 'std', name: 'Standard', seats: 1 }]
    writeFileSync(file, JSON.stringify({ licences: { types, default: 'std', rules: [] } }))
    await json(`policy apply --tenant acme --file ${file}`)
    const server = await startServer(instance.env)
    for (const userName of ['ann', 'bob', 'cid']) {
      const answer = await fetch(`${server.origin}/scim/v2/Users`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
        body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName }),
      })
      expect(answer.status).toBe(201)
    }
    await server.end('SIGTERM')

    expect(await json('licence list --tenant acme')).toEqual({
      licences: [
        expect.objectContaining({
          key: 'std',
          name: 'Standard',
          seats: 1,
          used: 1,
          waiting: 2,
          free: 0,
          isDefault: true,
        }),
      ],
    })
    const holders = await json<{ people: object[] }>('licence people --tenant acme --licence std')
    expect(holders.people).toHaveLength(1)
    const waiting = await json<{ people: object[] }>('licence people --tenant acme --licence std --waiting')
    expect(waiting.people).toHaveLength(2)

    const { notices } = await json<{ notices: { id: string; kind: string }[] }>('notice list --tenant acme')
    expect(notices.map(({ kind }) => kind)).toEqual(['licence.exhausted'])
    const id = notices[0]?.id ?? ''
    expect(await json(`notice dismiss --tenant acme --id ${id}`)).toEqual({ id, dismissedAt: expect.any(String) })
    expect(await json('notice list --tenant acme')).toEqual({ notices: [] })
    expect((await json<{ notices: object[] }>('notice list --tenant acme --all')).notices).toHaveLength(1)

    const finding = async () => {
      const { stdout } = await rollcall(instance.env, 'doctor', '--json')
      const { findings } = JSON.parse(stdout) as { findings: { check: string; verdict: string; detail: string }[] }
      return findings.find(({ check }) => check === 'licences')
    }
    expect(await finding()).toMatchObject({ verdict: 'ok' })
    const store = await openStore({ url: instance.database.url })
    await store.transaction('*', (trx) => sql`update licence_total set used = 7`.execute(trx))
    await store.close()
    expect(await finding()).toMatchObject({
      verdict: 'fail',
      detail: expect.stringContaining('acme/std: 7 used counted, 1 found'),
    })
  }, 120_000)
})
