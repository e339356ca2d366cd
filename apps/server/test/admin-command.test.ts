import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, expectOneLine, type Instance, rollcall, rollcallJson } from './support.ts'

describe.each(DIALECTS)('admins on the command line (%s)', (dialect) => {
  let instance: Instance
  const json = <T extends object>(command: string) => rollcallJson<T>(instance.env, ...command.split(' '))

  beforeAll(async () => {
    instance = await createInstance(dialect)
    await json('migrate')
  })
  afterAll(() => instance.database.drop())

  test('an admin is listed, disabled, enabled, unlocked and removed, and can be invited again', async () => {
    const email = 'bob@example.com'
    const ended = { sessionsEnded: 0, apiKeysEnded: 0, apiKeysKept: 0 }
    const { id } = await json<{ id: string }>(`admin create --email ${email} --role owner`)
    expect(await json(`admin list`)).toMatchObject({
      admins: [{ id, email, state: 'invited', grants: [{ tenantId: '*', role: 'owner' }] }],
    })
    expect(await json(`admin disable --email Bob@Example.com`)).toEqual({ id, email, state: 'disabled', ...ended })
    expect(await json(`admin enable --email ${email}`)).toEqual({ id, email, state: 'invited' })
    expect(await json(`admin unlock --email ${email}`)).toEqual({ id, email, state: 'invited' })
    expect(await json(`admin remove --email ${email} --keep-api-keys`)).toEqual({
      id,
      email,
      state: 'removed',
      ...ended,
    })
    expect(await json(`admin list`)).toEqual({ admins: [] })
    expect(expectOneLine(await rollcall(instance.env, 'admin', 'unlock', '--email', email))).toBe(
      'no admin bob@example.com',
    )
    expect((await json<{ id: string }>(`admin create --email ${email} --role auditor`)).id).not.toBe(id)
  }, 240_000)
})
