import { connect, emptyTally, runSteps, toReportBase, withoutUndefined } from '../run-steps.ts'
import { toThrottleReport } from '../throttling.ts'
import type { EntraReport, SimulateEntraOptions } from '../types.ts'
import { flagDialect, plainDialect } from './dialect.ts'
import { toEntraHeaders } from './requests.ts'
import type { Run } from './run.ts'
import { entraSteps } from './steps/index.ts'
import { toValidatorChecks } from './validator.ts'

const DEFAULTS = {
  batchSize: 100,
  concurrency: 4,
  domain: 'entra-simulation.example.com',
  runLabel: 'sim',
  maxRetryWaitMs: 2_000,
}

/**
 * Provisions a population into a SCIM server as Microsoft Entra ID would, tries what Entra does afterwards, and reports
 * a verdict per step and per check of Microsoft's validator. A second run with the same options meets the same people
 * and must change nothing; the probes of a run are disabled and deleted at its end.
 *
 * Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
 */
export async function simulateEntra(options: SimulateEntraOptions): Promise<EntraReport> {
  const settings = { ...DEFAULTS, ...withoutUndefined(options) }
  const { client, throttles, close } = connect(settings, toEntraHeaders)
  const run: Run = {
    flag: options.flag,
    dialect: options.flag ? flagDialect : plainDialect,
    client,
    authorization: options.authorization,
    naming: { runLabel: settings.runLabel, domain: settings.domain },
    users: options.users,
    groups: options.groups,
    membersPerGroup: options.membersPerGroup ?? Math.max(1, Math.ceil(options.users / Math.max(1, options.groups))),
    batchSize: Math.max(1, settings.batchSize),
    concurrency: Math.max(1, settings.concurrency),
    accounts: [],
    probes: new Map(),
    leftUsers: new Set(),
    leftGroups: new Set(),
    ...emptyTally(),
  }
  const startedAt = performance.now()
  try {
    const steps = await runSteps(entraSteps, run, { provider: 'Entra', onProgress: options.onProgress })
    const consequence = 'Entra slows down at every 429; where they last, the job goes into quarantine.'
    steps.push(toThrottleReport(client, throttles, consequence))
    return {
      provider: 'entra',
      flag: run.flag,
      validator: toValidatorChecks(steps),
      ...toReportBase(run, steps, performance.now() - startedAt),
    }
  } finally {
    close()
  }
}
