import { describe, expect, test } from 'vitest'
import { OTHER_PROVIDERS, type SimulationReport, toJson, toText } from '../src/index.ts'
import { createScimServer, type ScimServer } from './server/scim-server.ts'
import { runEntra, runOthers } from './simulate.ts'

function failedSteps(report: SimulationReport): string[] {
  return report.steps.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)
}

/** Everything the server holds, versions included. */
function toPopulation({ state }: ScimServer): unknown {
  return {
    users: [...state.users.values()],
    groups: [...state.groups.values()].map((group) => ({ ...group, members: [...group.members] })),
  }
}

describe.each([false, true])('Entra with flag: %s, against a correct server', (flag) => {
  test('passes every step that applies and every check of the validator but the two of OAuth', async () => {
    const report = await runEntra(createScimServer(), { flag })
    expect(failedSteps(report)).toEqual([])
    expect(report).toMatchObject({ provider: 'entra', flag, ok: true, created: { users: 30, groups: 3 } })
    expect(report.passed + report.skipped).toBe(report.steps.length)
    expect(report.requests).toBe(report.steps.reduce((sum, step) => sum + step.requests, 0))
    expect(report.validator).toHaveLength(25)
    expect(report.validator.filter(({ verdict }) => verdict !== 'passed').map(({ name }) => name)).toEqual([
      'Validate_Credentials_Test',
      'Federated_Identity_Test',
    ])
    const ids = report.steps.map(({ id }) => id)
    expect(report.validator.flatMap(({ steps }) => steps).filter((id) => !ids.includes(id))).toEqual([])
  })

  test('leaves the population only, and a second run changes nothing', async () => {
    const server = createScimServer()
    await runEntra(server, { flag })
    const before = toPopulation(server)
    expect([server.state.users.size, server.state.groups.size]).toEqual([30, 3])
    const report = await runEntra(server, { flag })
    expect(failedSteps(report)).toEqual([])
    expect(report).toMatchObject({
      created: { users: 0, groups: 0 },
      linked: { users: 30, groups: 3 },
      versionsChanged: 0,
    })
    expect(toPopulation(server)).toEqual(before)
  })

  test('continues where an interrupted run stopped', async () => {
    const server = createScimServer()
    const stop = new AbortController()
    const run = runEntra(server, {
      flag,
      signal: stop.signal,
      onProgress: ({ step, verdict }) => {
        if (step.id === 'members-remove' && verdict) stop.abort(new Error('enough'))
      },
    })
    await expect(run).rejects.toThrow('enough')
    const report = await runEntra(server, { flag })
    expect(failedSteps(report)).toEqual([])
  })

  test('pushes no groups when it is told so', async () => {
    const report = await runEntra(createScimServer(), { flag, users: 0, groups: 0 })
    expect(report).toMatchObject({ ok: true, created: { users: 0, groups: 0 } })
  })
})

describe('the other providers against a correct server', () => {
  test('pass, leave the population only, and change nothing in a second run', async () => {
    const server = createScimServer()
    const first = await runOthers(server)
    expect(failedSteps(first)).toEqual([])
    expect(first).toMatchObject({
      provider: 'others',
      providers: [...OTHER_PROVIDERS],
      created: { users: 30, groups: 0 },
    })
    const before = toPopulation(server)
    const second = await runOthers(server)
    expect(failedSteps(second)).toEqual([])
    expect(second).toMatchObject({ created: { users: 0 }, linked: { users: 30 }, versionsChanged: 0 })
    expect(toPopulation(server)).toEqual(before)
    expect([server.state.users.size, server.state.groups.size]).toEqual([30, 0])
  })

  test('are run one at a time when so asked', async () => {
    const report = await runOthers(createScimServer(), { providers: ['rippling'] })
    expect(report.steps.map(({ id }) => id)).toEqual(['rippling-repeat', 'cleanup', 'rate-limits'])
  })
})

test('a server that is not there is a report, and nothing else is tried', async () => {
  const request = () => Promise.reject(new Error('connect ECONNREFUSED'))
  for (const report of [
    await runEntra(createScimServer(), { flag: false, request }),
    await runOthers(createScimServer(), { request }),
  ]) {
    expect(report).toMatchObject({ ok: false, failed: 1, passed: 0, requests: 1 })
  }
})

test('the text names the provider, the failed checks of the validator, and no secret', async () => {
  const server = createScimServer((request, next) => ({
    ...next(request),
    ...(request.method === 'PATCH' && { status: 418 }),
  }))
  const report = await runEntra(server, { flag: true, users: 5, groups: 1 })
  const text = toText(report)
  expect(text).toContain('Microsoft Entra ID, tenant URL with ?aadOptscim062020')
  expect(text).toContain('in Entra  ')
  expect(text).toContain('✗ Disable_User_Test')
  expect(text).toContain('✗ Delete_User_Test (a warning only)')
  expect(text + toJson(report)).not.toContain('right-token')
  expect(toText(await runOthers(server, { users: 2, groups: 1 }))).toContain('They would run into the failures above.')
})
