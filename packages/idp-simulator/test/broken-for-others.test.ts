import { describe, expect, test } from 'vitest'
import type { SimulationReport } from '../src/index.ts'
import { entraGroupFaults } from './faults/entra-groups.ts'
import { entraProtocolFaults } from './faults/entra-protocol.ts'
import { entraUserFaults } from './faults/entra-users.ts'
import type { ProviderFault } from './faults/fault.ts'
import { otherFaults } from './faults/others.ts'
import { createScimServer } from './server/scim-server.ts'
import { runEntra, runOthers } from './simulate.ts'

const entraFaults = { ...entraUserFaults, ...entraGroupFaults, ...entraProtocolFaults }

function expectCaught(report: SimulationReport, row: ProviderFault): void {
  const step = report.steps.find(({ id }) => id === row.step)
  expect(step?.verdict).toBe('failed')
  expect(JSON.stringify(step?.failures)).toMatch(row.tells)
  expect(report.ok).toBe(false)
}

function failedIds(report: SimulationReport): string[] {
  return report.steps.filter(({ verdict }) => verdict === 'failed').map(({ id }) => id)
}

describe('a server that is broken for Entra fails the step that names its fault', () => {
  const failed = new Set<string>()

  test.each(Object.entries(entraFaults))('%s', async (_, row) => {
    const server = createScimServer(row.create())
    const report = await runEntra(server, { flag: row.flag === true, users: 6, groups: 1 })
    expectCaught(report, row)
    for (const id of failedIds(report)) failed.add(id)
  })

  test('there is no step that cannot fail', async () => {
    const { steps } = await runEntra(createScimServer(), { flag: true, users: 2, groups: 1 })
    expect(steps.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([])
  })
})

describe('a server that is broken for another provider fails the step that names its fault', () => {
  const failed = new Set<string>()

  test.each(Object.entries(otherFaults))('%s', async (_, row) => {
    const report = await runOthers(createScimServer(row.create()), { users: 12, groups: 1 })
    expectCaught(report, row)
    for (const id of failedIds(report)) failed.add(id)
  })

  test('there is no step that cannot fail', async () => {
    const { steps } = await runOthers(createScimServer(), { users: 2, groups: 1 })
    expect(steps.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([])
  })
})

test('every fault cites a public source', () => {
  for (const row of [...Object.values(entraFaults), ...Object.values(otherFaults)]) {
    expect(row.url).toMatch(/^https:\/\//)
  }
})
