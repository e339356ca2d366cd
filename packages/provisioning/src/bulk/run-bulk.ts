import { setImmediate } from 'node:timers/promises'
import {
  type BulkOperation,
  type BulkRequest,
  type BulkShapeError,
  invalidSyntax,
  invalidValue,
  isShapeError,
  listBulkReferences,
  namesVersion,
  notFound,
  replaceBulkReferences,
  ScimError,
} from '@rollcall/scim-core'
import { type DirectoryRow, nestedStore, OutcomeUnknownError, StoreUnavailableError } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { ResourceTypes } from '../definitions/definitions.ts'
import { Turns } from '../policy/turns.ts'
import { createResource } from '../resources/create-resource.ts'
import { removeResource } from '../resources/remove-resource.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { patchResource, replaceResource } from '../resources/update-resource.ts'
import { lockTargets, type Target } from './lock-targets.ts'
import { resolveReferences } from './resolve-references.ts'

/** How one operation ended. */
export interface BulkResult {
  readonly method: string | undefined
  readonly bulkId: string | undefined
  readonly status: number | undefined
  /** What it was about; undefined for a POST that failed. */
  readonly target: { readonly typed: TypedSpace; readonly id: string } | undefined
  readonly version: number | undefined
  /** Why it failed; undefined: it did not. */
  readonly error: unknown
}

/** Operations that share a transaction, a savepoint each. */
const PART_SIZE = 50
/** How long a part may take: on SQLite everybody's writes wait meanwhile, on PostgreSQL those of the same directory's bulk requests. */
const PART_MS = { sqlite: 25, postgres: 200 }

/** An operation with its references looked up: they are known from the start, so no transaction waits for that. */
type Prepared = BulkOperation & { readonly references: ReadonlySet<string> }
type Operation = Prepared | BulkShapeError

/**
 * A bulk request (RFC 7644 section 3.7), in its own order. Every POST has its id from the start, so references may point forward and in circles;
 * a member that is created later attaches itself to the groups that named it.
 *
 * When the database fails, the operations that are committed by then keep their results, and each of the rest has that failure as its own. Throws when
 * none is committed.
 */
export async function runBulk(
  ctx: OperationContext,
  space: { readonly directory: DirectoryRow; readonly types: ResourceTypes },
  request: BulkRequest,
): Promise<readonly BulkResult[]> {
  const ids = new Map(
    request.operations.flatMap((operation) =>
      !isShapeError(operation) && operation.method === 'POST' && operation.bulkId !== undefined
        ? [[operation.bulkId, ctx.newId()] as const]
        : [],
    ),
  )
  const turns = new Turns()
  const operations: Operation[] = []
  for (const operation of request.operations)
    operations.push(isShapeError(operation) ? operation : await prepare(operation, ids, turns))
  const run = new BulkRun(space, ids, operations, request.failOnErrors)
  while (!run.finished) await run.nextPart(ctx)
  return run.results
}

async function prepare(operation: BulkOperation, ids: ReadonlyMap<string, string>, turns: Turns): Promise<Prepared> {
  const { references, data } = await resolveReferences(operation.data, (bulkId) => ids.get(bulkId), turns)
  const ofPath = listBulkReferences(operation.path.split('/').at(-1) ?? '')
  return { ...operation, data, references: new Set([...references, ...ofPath]) }
}

/** What ran so far, of the request or of one attempt at a part of it. */
interface Progress {
  readonly results: BulkResult[]
  /** The bulkIds of POSTs that failed. */
  readonly failedIds: Set<string | undefined>
  failures: number
}

const noProgress = (): Progress => ({ results: [], failedIds: new Set(), failures: 0 })

function note(progress: Progress, result: BulkResult): void {
  progress.results.push(result)
  if (result.error === undefined) return
  progress.failures += 1
  if (result.method === 'POST') progress.failedIds.add(result.bulkId)
}

class BulkRun {
  readonly #space: { readonly directory: DirectoryRow; readonly types: ResourceTypes }
  readonly #ids: ReadonlyMap<string, string>
  readonly #operations: readonly Operation[]
  readonly #maxErrors: number
  /** What is committed, or given up. */
  readonly #done = noProgress()
  /** Operations that are tried in the next part: no more than it has time for, since what they name is locked beforehand. */
  #size = PART_SIZE

  constructor(
    space: { readonly directory: DirectoryRow; readonly types: ResourceTypes },
    ids: ReadonlyMap<string, string>,
    operations: readonly Operation[],
    failOnErrors: number | undefined,
  ) {
    this.#space = space
    this.#ids = ids
    this.#operations = operations
    this.#maxErrors = failOnErrors ?? Number.POSITIVE_INFINITY
  }

  get results(): readonly BulkResult[] {
    return this.#done.results
  }

  get finished(): boolean {
    return this.#done.results.length === this.#operations.length || this.#done.failures >= this.#maxErrors
  }

  /**
   * Runs some operations in one transaction. A transaction that met a conflict (a deadlock of two bulk requests) runs again with a quarter of them,
   * at last with a single one, which takes its locks in the order of a request of its own.
   */
  async nextPart(ctx: OperationContext): Promise<void> {
    let size = this.#size
    let part = noProgress()
    try {
      await ctx.store.transaction(this.#space.directory.tenant_id, async (trx) => {
        part = noProgress()
        const start = this.#done.results.length
        const operations = this.#operations.slice(start, start + size)
        size = Math.max(1, Math.floor(size / 4))
        // SQLite has one writer anyway.
        if (ctx.store.dialect === 'postgres')
          await lockTargets(
            trx,
            this.#space.directory,
            operations.flatMap((operation) => this.#findTarget(operation)),
          )
        await this.#runPart({ ...ctx, store: nestedStore(ctx.store, trx) }, operations, part)
      })
    } catch (error) {
      if (this.#done.results.length === 0 && !(error instanceof OutcomeUnknownError)) throw error
      return this.#giveUp(error, part.results.length)
    }
    for (const result of part.results) note(this.#done, result)
    this.#size = Math.min(PART_SIZE, 2 * part.results.length)
  }

  /** Changes nothing but `part`, so that the transaction may run it again. */
  async #runPart(ctx: OperationContext, operations: readonly Operation[], part: Progress): Promise<void> {
    const until = performance.now() + PART_MS[ctx.store.dialect]
    for (const operation of operations) {
      note(part, await this.#attempt(ctx, operation, part))
      if (this.#done.failures + part.failures >= this.#maxErrors || performance.now() > until) return
      // Other requests are answered between two operations; on SQLite an operation itself never lets them.
      await setImmediate()
    }
  }

  /** The first `ran` of what is left met the failure; what comes after them was not begun, and would only meet it again. */
  #giveUp(error: unknown, ran: number): void {
    const start = this.#done.results.length
    const notBegun =
      error instanceof OutcomeUnknownError
        ? new StoreUnavailableError('an earlier part of the request failed', { cause: error })
        : error
    for (const [index, operation] of this.#operations.slice(start).entries()) {
      if (this.finished) return
      note(this.#done, failed(operation, isShapeError(operation) ? operation.error : index < ran ? error : notBegun))
    }
  }

  async #attempt(ctx: OperationContext, operation: Operation, part: Progress): Promise<BulkResult> {
    if (isShapeError(operation)) return failed(operation, operation.error)
    const { method, bulkId } = operation
    let target: BulkResult['target']
    try {
      this.#checkReferences(operation, part)
      target = this.#targetOf(operation)
      const done = await apply(ctx, operation, target)
      return { method, bulkId, ...done, target, error: undefined }
    } catch (error) {
      // What nobody foresaw ends the whole part: a database that is away fails everything alike.
      if (!(error instanceof ScimError)) throw error
      return failed(operation, error, target)
    }
  }

  /** RFC 7644 section 3.7.2: a reference that cannot be resolved is a conflict. */
  #checkReferences({ references }: Prepared, part: Progress): void {
    for (const bulkId of references) {
      if (!this.#ids.has(bulkId))
        throw new ScimError(409, `No POST of this request has the bulkId "${bulkId}".`, { scimType: 'invalidValue' })
      if (this.#done.failedIds.has(bulkId) || part.failedIds.has(bulkId))
        throw new ScimError(409, `The operation with the bulkId "${bulkId}" failed, so this one cannot refer to it.`, {
          scimType: 'invalidValue',
        })
    }
  }

  /** What an operation is about, where that can be told and is there already. */
  #findTarget(operation: Operation): Target[] {
    if (isShapeError(operation) || operation.method === 'POST') return []
    try {
      const { typed, id } = this.#targetOf(operation)
      return [{ typed, id, method: operation.method }]
    } catch {
      // The attempt itself says what is wrong with it.
      return []
    }
  }

  #targetOf({ method, bulkId, path }: BulkOperation): { readonly typed: TypedSpace; readonly id: string } {
    const [endpoint = '', last, ...rest] = path.replace(/^\/+|\/+$/g, '').split('/')
    const type = this.#space.types.types.find((each) => each.endpoint.toLowerCase() === `/${endpoint.toLowerCase()}`)
    if (type === undefined || rest.length > 0) throw notFound(`There is nothing at the path "${path}".`)
    const typed = { directory: this.#space.directory, type }
    if (method === 'POST') {
      if (last !== undefined) throw invalidValue(`The path of a POST is that of the type: "${type.endpoint}".`)
      return { typed, id: this.#ids.get(bulkId ?? '') ?? '' }
    }
    if (last === undefined) throw invalidSyntax(`The path of a ${method} names a resource: "${type.endpoint}/{id}".`)
    const id = replaceBulkReferences(decodeSegment(last), (known) => this.#ids.get(known))
    return { typed, id: typeof id === 'string' ? id : '' }
  }
}

function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw invalidSyntax(`The path ends in "${text}", which holds a percent escape that is not valid UTF-8.`)
  }
}

const failed = ({ method, bulkId }: Operation, error: unknown, target?: BulkResult['target']): BulkResult => ({
  method,
  bulkId,
  status: undefined,
  target: method === 'POST' ? undefined : target,
  version: undefined,
  error,
})

async function apply(
  ctx: OperationContext,
  { method, version, data }: BulkOperation,
  { typed, id }: { readonly typed: TypedSpace; readonly id: string },
): Promise<{ readonly status: number; readonly version: number | undefined }> {
  const ifMatch = version === undefined ? undefined : (current: number) => namesVersion(version, current)
  switch (method) {
    case 'POST': {
      const { view } = await createResource(ctx, typed, data, { id })
      return { status: 201, version: view.row.version }
    }
    case 'PUT': {
      const { view } = await replaceResource(ctx, typed, id, data, { ifMatch })
      return { status: 200, version: view.row.version }
    }
    case 'PATCH': {
      const { view } = await patchResource(ctx, typed, id, data, { ifMatch })
      return { status: 200, version: view.row.version }
    }
    case 'DELETE': {
      await removeResource(ctx, typed, id, { ifMatch })
      return { status: 204, version: undefined }
    }
  }
}
