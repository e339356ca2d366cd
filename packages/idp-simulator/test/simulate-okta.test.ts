import { describe, expect, test } from 'vitest'
import { type OktaApp, type Progress, toJson, toProgressLine, toText } from '../src/index.ts'
import { createScimServer, type ScimServer } from './server/scim-server.ts'
import { simulate } from './simulate.ts'

/** Everything the server holds but the versions of the probes, which each run deactivates again. */
function toPopulation(server: ScimServer): unknown {
  const { users, groups } = server.state
  return {
    users: [...users.values()].map(({ id, doc, version }) => ({
      id,
      doc,
      ...(!String(doc.userName).startsWith('Probe.') && { version }),
    })),
    groups: [...groups.values()].map(({ members, ...group }) => ({ ...group, members: [...members] })),
  }
}

function failedSteps(report: { steps: readonly { id: string; verdict: string }[] }): string[] {
  return report.steps.filter((step) => step.verdict === 'failed').map((step) => step.id)
}

describe.each<OktaApp>(['wizard', 'catalogue'])('a %s app against a correct server', (app) => {
  test('passes every step that applies', async () => {
    const report = await simulate(createScimServer(), { app })
    expect(failedSteps(report)).toEqual([])
    expect(report).toMatchObject({ app, ok: true, failed: 0, created: { users: 30, groups: 3 }, versionsChanged: 0 })
    expect(report.passed + report.skipped).toBe(report.steps.length)
    expect(report.requests).toBe(report.steps.reduce((sum, step) => sum + step.requests, 0))
    expect(report.steps.flatMap((step) => step.notes).filter((note) => /not kept|Answers say/.test(note))).toEqual([])
  })

  test('leaves the population active, the probes inactive and no probe group', async () => {
    const server = createScimServer()
    await simulate(server, { app })
    const users = [...server.state.users.values()].map(({ doc }) => doc)
    expect(users.filter((doc) => doc.active === true)).toHaveLength(30)
    expect(users.filter((doc) => doc.active !== true).every((doc) => String(doc.userName).startsWith('Probe.'))).toBe(
      true,
    )
    expect([...server.state.groups.values()].map((group) => [group.displayName, group.members.size])).toEqual([
      ['sim Group 001', 10],
      ['sim Group 002', 10],
      ['sim Group 003', 10],
    ])
  })

  test('meets its own population in a second run and changes nothing', async () => {
    const server = createScimServer()
    await simulate(server, { app })
    const before = toPopulation(server)
    const report = await simulate(server, { app })
    expect(failedSteps(report)).toEqual([])
    expect(report).toMatchObject({
      created: { users: 0, groups: 0 },
      linked: { users: 30, groups: 3 },
      versionsChanged: 0,
    })
    expect(toPopulation(server)).toEqual(before)
  })

  test('counts the versions that a link moved', async () => {
    const server = createScimServer((request, next, state) => {
      const response = next(request)
      const user = state.users.get(request.id ?? '')
      if (user && request.method === 'PUT') {
        state.users.set(user.id, { ...user, version: user.version + 1 })
        return next({ ...request, method: 'GET' })
      }
      return response
    })
    await simulate(server, { app })
    expect((await simulate(server, { app })).versionsChanged).toBe(30)
  })

  test('meets other people under another label', async () => {
    const server = createScimServer()
    await simulate(server, { app })
    const report = await simulate(server, { app, runLabel: 'other' })
    expect(report).toMatchObject({ ok: true, created: { users: 30, groups: 3 } })
  })

  test('continues where an interrupted run stopped', async () => {
    const server = createScimServer()
    const stop = new AbortController()
    const onProgress = (progress: Progress) => {
      if (progress.step.id === 'group-push-again' && progress.verdict) stop.abort(new Error('enough'))
    }
    await expect(simulate(server, { app, onProgress, signal: stop.signal })).rejects.toThrow('enough')
    expect(failedSteps(await simulate(server, { app }))).toEqual([])
  })

  test('pushes no groups when it is told so', async () => {
    const report = await simulate(createScimServer(), { app, users: 0, groups: 0 })
    expect(report.ok).toBe(true)
    expect(
      report.steps.filter((step) => step.id.startsWith('group-')).every((step) => step.verdict === 'skipped'),
    ).toBe(true)
  })
})

test('a population of 1,000 users and 20 groups takes seconds, within the concurrency asked for', async () => {
  const server = createScimServer()
  let inFlight = 0
  let most = 0
  const report = await simulate(server, {
    app: 'catalogue',
    users: 1000,
    groups: 20,
    membersPerGroup: 250,
    concurrency: 4,
    request: async (request) => {
      inFlight += 1
      most = Math.max(most, inFlight)
      await new Promise(setImmediate)
      inFlight -= 1
      return server.handle(request)
    },
  })
  expect(failedSteps(report)).toEqual([])
  expect([...server.state.groups.values()].map((group) => group.members.size)).toEqual(Array(20).fill(250))
  expect(most).toBe(4)
}, 30_000)

test('a server that is not there is a report, and nothing else is tried', async () => {
  const request = () => Promise.reject(new Error('connect ECONNREFUSED'))
  const report = await simulate(createScimServer(), { app: 'wizard', request })
  expect(report).toMatchObject({ ok: false, failed: 1, passed: 0, requests: 1 })
  expect(report.steps[0]?.failures[0]?.received).toBe('connect ECONNREFUSED')
})

test('a refused token is told as Okta tells it', async () => {
  const report = await simulate(createScimServer(), {
    app: 'wizard',
    authorization: { kind: 'header', value: 'wrong' },
  })
  expect(report.steps[0]?.failures[0]?.consequence).toContain('Error authenticating')
  expect(report.failed).toBe(1)
})

test('progress names each step, counts inside the long ones and ends with a verdict', async () => {
  const lines: string[] = []
  await simulate(createScimServer(), { app: 'wizard', onProgress: (progress) => lines.push(toProgressLine(progress)) })
  expect(lines[0]).toBe('[1/37] Test connector configuration')
  expect(lines).toContain('[6/37] Assign the users: look up, then create or link 30 of 30')
  expect(lines.at(-1)).toBe('[37/37] Unlink the probe groups, unassign the probe users ✓')
})

test('the text shows a failure with what it means in Okta, and no secret', async () => {
  const server = createScimServer((request, next) => ({
    ...next(request),
    status: request.method === 'POST' ? 418 : 200,
  }))
  const report = await simulate(server, { app: 'wizard', users: 40 })
  const text = toText(report)
  expect(text).toContain('✗ Assign the users: look up, then create or link')
  expect(text).toContain('expected  201: the whole user, with its id')
  expect(text).toContain('in Okta   "Automatic provisioning of user')
  expect(text).toMatch(/and \d+ more/)
  expect(text + toJson(report)).not.toContain('right-token')
  expect(JSON.parse(toJson(report))).toEqual(report)
})
