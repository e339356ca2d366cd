import { type Exchange, NoAnswerError, type ScimClient, type ScimClientRequest } from './http/scim-client.ts'
import type { Failure, StepReport, Verdict } from './types.ts'

const FAILURES_KEPT = 20

/** Thrown by a step that has recorded why it cannot go on. */
export class StepStopped extends Error {
  override readonly name = 'StepStopped'
}

/** For one resource of many: its failure is recorded already, and the others still have their turn. */
export function unlessStopped(error: unknown): undefined {
  if (!(error instanceof StepStopped)) throw error
}

interface Finding {
  readonly expected: string
  readonly received: string
  readonly consequence: string
}

/** Collects what one step sent, what was wrong and what is worth a remark. */
export class Step {
  readonly id: string
  readonly title: string
  readonly #client: ScimClient
  readonly #onProgress: (done: number, of: number) => void
  readonly #failures: Failure[] = []
  readonly #notes = new Set<string>()
  #failureCount = 0
  #skipped = false

  constructor(options: {
    readonly id: string
    readonly title: string
    readonly client: ScimClient
    readonly onProgress?: (done: number, of: number) => void
  }) {
    this.id = options.id
    this.title = options.title
    this.#client = options.client
    this.#onProgress = options.onProgress ?? (() => {})
  }

  /** A server that does not answer at all fails the step and ends it. */
  async send(request: ScimClientRequest): Promise<Exchange> {
    try {
      return await this.#client.send(request)
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error
      this.fail(error.request, {
        expected: 'an answer',
        received: error.message,
        consequence:
          'The provider reports a connection error; the change is not made and is tried again later, or by hand.',
      })
      throw new StepStopped(error.message, { cause: error })
    }
  }

  get(path: string): Promise<Exchange> {
    return this.send({ method: 'GET', path })
  }

  fail(request: Failure['request'], finding: Finding): void {
    this.#failureCount += 1
    if (this.#failures.length < FAILURES_KEPT) {
      this.#failures.push({ request: { method: request.method, path: request.path }, ...finding })
    }
  }

  /** Records a failure unless `ok`; hands `ok` back so that a caller can branch. */
  check(ok: boolean, exchange: Pick<Exchange, 'request'>, finding: Finding): boolean {
    if (!ok) this.fail(exchange.request, finding)
    return ok
  }

  note(text: string): void {
    this.#notes.add(text)
  }

  progress(done: number, of: number): void {
    this.#onProgress(done, of)
  }

  /** Ends the step. Without a recorded failure its verdict is `skipped`. */
  skip(reason: string): never {
    this.note(reason)
    this.#skipped = true
    throw new StepStopped(reason)
  }

  get failed(): boolean {
    return this.#failureCount > 0
  }

  toReport(measured: { readonly requests: number; readonly ms: number }): StepReport {
    const verdict: Verdict = this.failed ? 'failed' : this.#skipped ? 'skipped' : 'passed'
    return {
      id: this.id,
      title: this.title,
      verdict,
      requests: measured.requests,
      failures: this.#failures,
      failureCount: this.#failureCount,
      notes: [...this.#notes],
      ms: measured.ms,
    }
  }
}
