import { DocumentBudget } from '@rollcall/store'
import type { GraphQLError } from 'graphql'
import type { Batching } from '../batching.ts'
import { apiError } from '../errors.ts'
import { EventLoopShare } from './event-loop-share.ts'

/** What one request may make the server do, whatever its cost was estimated at. docs/graphql.md publishes it. */
export interface WorkLimits {
  /** Fields that are resolved, heavy ones counted for several. */
  readonly steps: number
  /** Of text and JSON of the answer, in UTF-16 units. */
  readonly answer: number
  /** Bytes of stored resources that are read for it: more than the largest one has. */
  readonly documents: number
}

const MIB = 1_024 * 1_024

export const WORK_LIMITS: WorkLimits = { steps: 100_000, answer: 8 * MIB, documents: 24 * MIB }

/** A row that is there already costs so much less than a field that is resolved. */
const ROWS_PER_STEP = 8

/** Of the whole process. */
const eventLoop = new EventLoopShare()

/** What a request has done so far; stops it when that is too much. */
export class Work {
  readonly #batching: Pick<Batching, 'during'>
  readonly #limits: WorkLimits
  readonly documents: DocumentBudget
  #steps = 0
  #answer = 0

  constructor(batching: Pick<Batching, 'during'>, limits: WorkLimits = WORK_LIMITS) {
    this.#batching = batching
    this.#limits = limits
    this.documents = new DocumentBudget(limits.documents)
  }

  /** Counts fields that are resolved, heavy ones for several. Throws COMPLEXITY beyond the limit. */
  spend(steps: number): void {
    this.#steps += steps
    eventLoop.spend(steps)
    this.#stopWhenTooMuch()
  }

  /** Counts rows that one field goes through on its way to an answer, in a later turn when this one has no steps left. */
  async goThrough(rows: number): Promise<void> {
    if (this.hasToWait) await this.nextTurn()
    this.spend(Math.ceil(rows / ROWS_PER_STEP))
  }

  /** Counts what a field adds to the answer. Throws COMPLEXITY beyond the limit. */
  answer(size: number): void {
    this.#answer += size
    this.#stopWhenTooMuch()
  }

  /** Whether the work goes on in a later turn of the event loop. */
  get hasToWait(): boolean {
    return eventLoop.isSpent
  }

  nextTurn(): Promise<void> {
    return this.#batching.during(() => eventLoop.nextTurn(this))
  }

  /** Why the request was stopped; undefined: it was not. */
  get excess(): GraphQLError | undefined {
    const { steps, answer } = this.#limits
    if (this.#steps > steps)
      return apiError(
        'COMPLEXITY',
        `The answer has more than ${steps} fields. Ask for fewer rows ("first") or fewer nested lists.`,
      )
    if (this.#answer > answer)
      return apiError(
        'COMPLEXITY',
        `The answer is larger than ${answer} characters. Ask for fewer rows ("first") or fewer documents.`,
      )
    return undefined
  }

  #stopWhenTooMuch(): void {
    const { excess } = this
    if (excess !== undefined) throw excess
  }
}
