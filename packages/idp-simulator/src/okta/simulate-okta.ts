import { OktaClient, type Throttle } from '../http/okta-client.ts'
import { createHttpTransport } from '../http/transport.ts'
import { Step, StepStopped } from '../step.ts'
import type { OktaApp, Progress, SimulateOktaOptions, SimulationReport, StepReport } from '../types.ts'
import { createCatalogueDialect } from './dialect-catalogue.ts'
import { wizardDialect } from './dialect-wizard.ts'
import { RATE_LIMIT_STEP, toRateLimitStep } from './rate-limit.ts'
import type { Run, StepDefinition } from './run.ts'
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
export async function simulateOkta(options: SimulateOktaOptions): Promise<SimulationReport> {
  const settings = { ...DEFAULTS, ...withoutUndefined(options) }
  const http = options.request ? undefined : createHttpTransport({ concurrency: Math.max(4, settings.concurrency) })
  const throttles: Throttle[] = []
  const client = new OktaClient({
    baseUrl: options.baseUrl,
    authorization: options.authorization,
    transport: options.request ?? (http as NonNullable<typeof http>).request,
    maxRetryWaitMs: settings.maxRetryWaitMs,
    onThrottle: (throttle) => throttles.push(throttle),
    ...(options.signal && { signal: options.signal }),
  })
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
    created: { users: 0, groups: 0 },
    linked: { users: 0, groups: 0 },
    versionsChanged: 0,
    refused: false,
  }
  const startedAt = performance.now()
  try {
    const steps = await runSteps(toOktaSteps(options.authorization), run, options.onProgress ?? (() => {}))
    steps.push(toThrottleReport(client, throttles, settings.maxRetryWaitMs))
    return toReport(run, steps, performance.now() - startedAt)
  } finally {
    http?.close()
  }
}

async function runSteps(
  definitions: readonly StepDefinition[],
  run: Run,
  onProgress: (progress: Progress) => void,
): Promise<StepReport[]> {
  const reports: StepReport[] = []
  for (const [position, definition] of definitions.entries()) {
    const base = () => ({
      step: { id: definition.id, title: definition.title },
      index: position + 1,
      steps: definitions.length,
      requests: run.client.requests,
    })
    const step = new Step({
      id: definition.id,
      title: definition.title,
      client: run.client,
      onProgress: (done, of) => onProgress({ ...base(), done, of }),
    })
    onProgress(base())
    const report = await runStep(definition, step, run)
    reports.push(report)
    onProgress({ ...base(), verdict: report.verdict })
  }
  return reports
}

async function runStep(definition: StepDefinition, step: Step, run: Run): Promise<StepReport> {
  const requests = run.client.requests
  const startedAt = performance.now()
  try {
    const reason = toSkipReason(definition, run)
    if (reason !== undefined) step.skip(reason)
    await definition.run(step, run)
  } catch (error) {
    if (!(error instanceof StepStopped)) throw error
  }
  return step.toReport({ requests: run.client.requests - requests, ms: Math.round(performance.now() - startedAt) })
}

function toSkipReason(definition: StepDefinition, run: Run): string | undefined {
  if (run.refused) return 'Okta would not save this connection, so it would send nothing more.'
  if (definition.groups === true && run.groups === 0) return 'This run pushes no groups.'
  if (definition.app !== undefined && definition.app !== run.app) return `Only ${definition.app} apps send this.`
  return undefined
}

function toThrottleReport(client: OktaClient, throttles: readonly Throttle[], maxRetryWaitMs: number): StepReport {
  const report = toRateLimitStep(client, throttles, maxRetryWaitMs).toReport({ requests: 0, ms: 0 })
  return throttles.length === 0 ? { ...report, ...RATE_LIMIT_STEP, verdict: 'skipped' } : report
}

function toReport(run: Run, steps: readonly StepReport[], ms: number): SimulationReport {
  const count = (verdict: StepReport['verdict']) => steps.filter((step) => step.verdict === verdict).length
  return {
    provider: 'okta',
    app: run.app,
    steps,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    requests: run.client.requests,
    ms: Math.round(ms),
    created: run.created,
    linked: run.linked,
    versionsChanged: run.versionsChanged,
    ok: count('failed') === 0,
  }
}

function toDialect(app: OktaApp, batchSize: number): Run['dialect'] {
  return app === 'wizard' ? wizardDialect : createCatalogueDialect({ batchSize: Math.max(1, batchSize) })
}

/** An option that is present but undefined, as a command line gives it, takes its default. */
function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}
