import type { Throttle } from '../http/scim-client.ts'
import { connect, emptyTally, runSteps, toReportBase, withoutUndefined } from '../run-steps.ts'
import type { OktaApp, OktaReport, SimulateOktaOptions, StepReport } from '../types.ts'
import { createCatalogueDialect } from './dialect-catalogue.ts'
import { wizardDialect } from './dialect-wizard.ts'
import { RATE_LIMIT_STEP, toRateLimitStep } from './rate-limit.ts'
import { toOktaHeaders } from './requests.ts'
import type { Run } from './run.ts'
import { toOktaSteps } from './steps/index.ts'

const DEFAULTS = {
  batchSize: 100,
  concurrency: 4,
  domain: 'okta-simulation.example.com',
  runLabel: 'sim',
  maxRetryWaitMs: 2_000,
}

/**
 * Provisions a population into a SCIM server as Okta would, tries what Okta does afterwards, and reports a verdict per
 * step. The same options meet the same people: a second run finds them and must change nothing.
 *
 * Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
 */
export async function simulateOkta(options: SimulateOktaOptions): Promise<OktaReport> {
  const settings = { ...DEFAULTS, ...withoutUndefined(options) }
  const { client, throttles, close } = connect(settings, toOktaHeaders)
  const run: Run = {
    app: options.app,
    client,
    dialect: toDialect(options.app, settings.batchSize),
    naming: { runLabel: settings.runLabel, domain: settings.domain },
    users: options.users,
    groups: options.groups,
    membersPerGroup: options.membersPerGroup ?? Math.max(1, Math.ceil(options.users / Math.max(1, options.groups))),
    concurrency: Math.max(1, settings.concurrency),
    accounts: [],
    mainGroups: [],
    probes: new Map(),
    probeGroups: new Map(),
    ...emptyTally(),
  }
  const startedAt = performance.now()
  try {
    const definitions = toOktaSteps(options.authorization)
    const steps = await runSteps(definitions, run, { provider: 'Okta', onProgress: options.onProgress })
    steps.push(toThrottleReport(run, throttles, settings.maxRetryWaitMs))
    return { provider: 'okta', app: run.app, ...toReportBase(run, steps, performance.now() - startedAt) }
  } finally {
    close()
  }
}

function toThrottleReport(run: Run, throttles: readonly Throttle[], maxRetryWaitMs: number): StepReport {
  const report = toRateLimitStep(run.client, throttles, maxRetryWaitMs).toReport({ requests: 0, ms: 0 })
  return throttles.length === 0 ? { ...report, ...RATE_LIMIT_STEP, verdict: 'skipped' } : report
}

function toDialect(app: OktaApp, batchSize: number): Run['dialect'] {
  return app === 'wizard' ? wizardDialect : createCatalogueDialect({ batchSize: Math.max(1, batchSize) })
}
