import { ScimClient, type Throttle, type ToHeaders } from './http/scim-client.ts'
import { createHttpTransport } from './http/transport.ts'
import { Step, StepStopped } from './step.ts'
import type { Progress, ReportBase, SimulateOptions, StepReport } from './types.ts'

/** What the steps of one run share, whatever the provider. */
export interface RunBase {
  readonly client: ScimClient
  readonly groups: number
  readonly created: { users: number; groups: number }
  readonly linked: { users: number; groups: number }
  versionsChanged: number
  /** Set when the provider would not save the connection: nothing after it would ever be sent. */
  refused: boolean
}

export interface StepOf<Run extends RunBase> {
  readonly id: string
  readonly title: string
  /** Left out when the run pushes no groups. */
  readonly groups?: boolean
  /** Why this run leaves the step out. */
  skip?(run: Run): string | undefined
  run(step: Step, run: Run): Promise<void>
}

export interface Connection {
  readonly client: ScimClient
  readonly throttles: readonly Throttle[]
  close(): void
}

/** A client for one run, over the caller's transport or the package's own. */
export function connect(
  options: SimulateOptions & { readonly concurrency: number; readonly maxRetryWaitMs: number },
  toHeaders: ToHeaders,
): Connection {
  const http = options.request ? undefined : createHttpTransport({ concurrency: Math.max(4, options.concurrency) })
  const throttles: Throttle[] = []
  const client = new ScimClient({
    baseUrl: options.baseUrl,
    authorization: options.authorization,
    toHeaders,
    transport: options.request ?? (http as NonNullable<typeof http>).request,
    maxRetryWaitMs: options.maxRetryWaitMs,
    onThrottle: (throttle) => throttles.push(throttle),
    ...(options.signal && { signal: options.signal }),
  })
  return { client, throttles, close: () => http?.close() }
}

export async function runSteps<Run extends RunBase>(
  definitions: readonly StepOf<Run>[],
  run: Run,
  options: { readonly provider: string; readonly onProgress: ((progress: Progress) => void) | undefined },
): Promise<StepReport[]> {
  const onProgress = options.onProgress ?? (() => {})
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
    const report = await runStep(definition, step, run, options.provider)
    reports.push(report)
    onProgress({ ...base(), verdict: report.verdict })
  }
  return reports
}

async function runStep<Run extends RunBase>(
  definition: StepOf<Run>,
  step: Step,
  run: Run,
  provider: string,
): Promise<StepReport> {
  const requests = run.client.requests
  const startedAt = performance.now()
  try {
    const reason = toSkipReason(definition, run, provider)
    if (reason !== undefined) step.skip(reason)
    await definition.run(step, run)
  } catch (error) {
    if (!(error instanceof StepStopped)) throw error
  }
  return step.toReport({ requests: run.client.requests - requests, ms: Math.round(performance.now() - startedAt) })
}

function toSkipReason<Run extends RunBase>(definition: StepOf<Run>, run: Run, provider: string): string | undefined {
  if (run.refused) return `${provider} would not save this connection, so it would send nothing more.`
  if (definition.groups === true && run.groups === 0) return 'This run pushes no groups.'
  return definition.skip?.(run)
}

export function toReportBase(run: RunBase, steps: readonly StepReport[], ms: number): ReportBase {
  const count = (verdict: StepReport['verdict']) => steps.filter((step) => step.verdict === verdict).length
  return {
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

/** An option that is present but undefined, as a command line gives it, takes its default. */
export function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T
}

/** What a new run begins with. */
export function emptyTally(): Pick<RunBase, 'created' | 'linked' | 'versionsChanged' | 'refused'> {
  return { created: { users: 0, groups: 0 }, linked: { users: 0, groups: 0 }, versionsChanged: 0, refused: false }
}
