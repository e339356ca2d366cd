import { describe, expect, test } from 'vitest'
import { faults } from './faults/index.ts'
import { createScimServer } from './server/scim-server.ts'
import { simulate } from './simulate.ts'

const failedSomewhere = new Set<string>()

describe('a broken server fails the step that names its fault', () => {
  test.each(Object.entries(faults))('%s: $breaks', async (_, row) => {
    const users = row.step === 'import-users' ? 120 : 30
    const report = await simulate(createScimServer(row.create()), { app: row.app, users })
    const step = report.steps.find(({ id }) => id === row.step)
    expect(step?.verdict).toBe('failed')
    expect(JSON.stringify(step?.failures)).toMatch(row.tells)
    expect(report.ok).toBe(false)
    for (const { id, verdict } of report.steps) if (verdict === 'failed') failedSomewhere.add(id)
  })

  test('the table covers the first 25 reports', () => {
    const numbers = new Set(Object.keys(faults).map((key) => Number.parseInt(key, 10)))
    expect([...Array(25).keys()].map((n) => n + 1).filter((n) => !numbers.has(n))).toEqual([])
  })

  test('there is no step that cannot fail', async () => {
    const { steps } = await simulate(createScimServer(), { app: 'catalogue' })
    expect(steps.map(({ id }) => id).filter((id) => !failedSomewhere.has(id))).toEqual([])
  })

  test('every fault cites a public report', () => {
    for (const row of Object.values(faults)) expect(row.url).toMatch(/^https:\/\//)
  })
})
