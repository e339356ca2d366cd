import { mapConcurrently } from '../http/pool.ts'
import type { ScimClientRequest } from '../http/scim-client.ts'
import { connect, emptyTally, runSteps, toReportBase, withoutUndefined } from '../run-steps.ts'
import { unlessStopped } from '../step.ts'
import { toThrottleReport } from '../throttling.ts'
import { OTHER_PROVIDERS, type OtherProvider, type OthersReport, type SimulateOthersOptions } from '../types.ts'
import { cyberarkSteps } from './cyberark.ts'
import { googleSteps } from './google.ts'
import { jumpcloudSteps } from './jumpcloud.ts'
import { oneloginSteps } from './onelogin.ts'
import { pingSteps } from './ping.ts'
import { pusherSteps } from './pushers.ts'
import { reconcilerSteps } from './reconciler.ts'
import { remove } from './resources.ts'
import { ripplingSteps } from './rippling.ts'
import type { Run, StepDefinition } from './run.ts'
import { sailpointSteps } from './sailpoint.ts'

const STEPS: Record<OtherProvider, readonly StepDefinition[]> = {
  onelogin: oneloginSteps,
  jumpcloud: jumpcloudSteps,
  ping: pingSteps,
  google: googleSteps,
  sailpoint: sailpointSteps,
  cyberark: cyberarkSteps,
  rippling: ripplingSteps,
  pushers: pusherSteps,
  reconciler: reconcilerSteps,
}

const DEFAULTS = {
  concurrency: 4,
  domain: 'others-simulation.example.com',
  runLabel: 'sim',
  maxRetryWaitMs: 2_000,
  providers: OTHER_PROVIDERS,
}

/**
 * Tries on a SCIM server what is peculiar to the other providers, a few steps each. The main population is provisioned
 * as OneLogin does it and stays; everything else is deleted at the end.
 *
 * Rejects only when `signal` aborts; a server that is wrong, or not there, is a report with `ok: false`.
 */
export async function simulateOthers(options: SimulateOthersOptions): Promise<OthersReport> {
  const settings = { ...DEFAULTS, ...withoutUndefined(options) }
  const { client, throttles, close } = connect(settings, toHeaders)
  const run: Run = {
    client,
    naming: { runLabel: settings.runLabel, domain: settings.domain },
    users: options.users,
    groups: options.groups,
    concurrency: Math.max(1, settings.concurrency),
    accounts: [],
    leftUsers: new Set(),
    leftGroups: new Set(),
    ...emptyTally(),
  }
  const definitions = [...settings.providers.flatMap((provider) => STEPS[provider]), cleanupStep]
  const startedAt = performance.now()
  try {
    const steps = await runSteps(definitions, run, { provider: 'OneLogin', onProgress: options.onProgress })
    steps.push(toThrottleReport(client, throttles, 'Clients that do not wait give the change up.'))
    const providers = [...settings.providers]
    return { provider: 'others', providers, ...toReportBase(run, steps, performance.now() - startedAt) }
  } finally {
    close()
  }
}

const cleanupStep: StepDefinition = {
  id: 'cleanup',
  title: 'What the checks made is deleted',
  async run(step, run) {
    for (const [endpoint, left] of [
      ['Groups', run.leftGroups],
      ['Users', run.leftUsers],
    ] as const) {
      await mapConcurrently([...left], run.concurrency, (id) => remove(step, run, endpoint, id).catch(unlessStopped))
    }
  },
}

function toHeaders(request: ScimClientRequest, authorization: string): Record<string, string> {
  return {
    Accept: request.accept ?? 'application/scim+json, application/json',
    Authorization: authorization,
    Connection: 'Keep-Alive',
    ...(request.body !== undefined && { 'Content-Type': 'application/scim+json' }),
  }
}
