import {
  type BulkOperation,
  type BulkRequest,
  type BulkShapeError,
  invalidSyntax,
  invalidValue,
  isShapeError,
  type Json,
  listBulkReferences,
  namesVersion,
  notFound,
  replaceBulkReferences,
  ScimError,
} from '@rollcall/scim-core'
import { type DirectoryRow, nestedStore } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { ResourceTypes } from '../definitions/definitions.ts'
import { createResource } from '../resources/create-resource.ts'
import { removeResource } from '../resources/remove-resource.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { patchResource, replaceResource } from '../resources/update-resource.ts'

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

/** Operations that share a transaction, a savepoint each: a long request never holds the writer for long. */
const OPERATIONS_PER_TRANSACTION = 50

type Operation = BulkOperation | BulkShapeError

/**
 * A bulk request (RFC 7644 section 3.7), in its own order. Every POST has its id from the start, so references may point forward and in circles;
 * a member that is created later attaches itself to the groups that named it.
 */
export async function runBulk(
  ctx: OperationContext,
  space: { readonly directory: DirectoryRow; readonly types: ResourceTypes },
  request: BulkRequest,
): Promise<BulkResult[]> {
  const ids = new Map(
    request.operations.flatMap((operation) =>
      !isShapeError(operation) && operation.method === 'POST' && operation.bulkId !== undefined
        ? [[operation.bulkId, ctx.newId()] as const]
        : [],
    ),
  )
  const run = new BulkRun(space, ids, request.failOnErrors ?? Number.POSITIVE_INFINITY)
  for (let start = 0; start < request.operations.length; start += OPERATIONS_PER_TRANSACTION) {
    const part = request.operations.slice(start, start + OPERATIONS_PER_TRANSACTION)
    const results = await ctx.store.transaction(space.directory.tenant_id, (trx) =>
      run.part({ ...ctx, store: nestedStore(ctx.store, trx) }, part),
    )
    run.results.push(...results)
    if (run.stopped) break
  }
  return run.results
}

class BulkRun {
  readonly results: BulkResult[] = []
  readonly #space: { readonly directory: DirectoryRow; readonly types: ResourceTypes }
  readonly #ids: ReadonlyMap<string, string>
  readonly #maxErrors: number

  constructor(
    space: { readonly directory: DirectoryRow; readonly types: ResourceTypes },
    ids: ReadonlyMap<string, string>,
    maxErrors: number,
  ) {
    this.#space = space
    this.#ids = ids
    this.#maxErrors = maxErrors
  }

  get stopped(): boolean {
    return this.results.filter(isFailure).length >= this.#maxErrors
  }

  /** Changes nothing of its own, so that the transaction may run it again. */
  async part(ctx: OperationContext, operations: readonly Operation[]): Promise<BulkResult[]> {
    const results: BulkResult[] = []
    for (const operation of operations) {
      const sofar = [...this.results, ...results]
      if (sofar.filter(isFailure).length >= this.#maxErrors) break
      results.push(await this.#attempt(ctx, operation, sofar))
    }
    return results
  }

  async #attempt(ctx: OperationContext, operation: Operation, sofar: readonly BulkResult[]): Promise<BulkResult> {
    const { method, bulkId } = operation
    if (isShapeError(operation))
      return { method, bulkId, status: undefined, target: undefined, version: undefined, error: operation.error }
    let target: BulkResult['target']
    try {
      this.#checkReferences(operation, sofar)
      target = this.#targetOf(operation)
      const done = await apply(ctx, operation, target, this.#resolve(operation.data))
      return { method, bulkId, ...done, target, error: undefined }
    } catch (error) {
      // What nobody foresaw ends the whole request: a database that is away fails everything alike.
      if (!(error instanceof ScimError)) throw error
      return {
        method,
        bulkId,
        status: undefined,
        target: method === 'POST' ? undefined : target,
        version: undefined,
        error,
      }
    }
  }

  #resolve(value: Json): Json {
    return replaceBulkReferences(value, (bulkId) => this.#ids.get(bulkId))
  }

  /** RFC 7644 section 3.7.2: what cannot be resolved is a conflict. */
  #checkReferences({ path, data }: BulkOperation, sofar: readonly BulkResult[]): void {
    const failed = new Set(
      sofar.filter((result) => result.method === 'POST' && isFailure(result)).map((result) => result.bulkId),
    )
    for (const bulkId of [...listBulkReferences(data), ...listBulkReferences(path.split('/').at(-1) ?? '')]) {
      if (!this.#ids.has(bulkId))
        throw new ScimError(409, `No POST of this request has the bulkId "${bulkId}".`, { scimType: 'invalidValue' })
      if (failed.has(bulkId))
        throw new ScimError(409, `The operation with the bulkId "${bulkId}" failed, so this one cannot refer to it.`, {
          scimType: 'invalidValue',
        })
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
    const id = this.#resolve(decodeSegment(last))
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

const isFailure = (result: BulkResult): boolean => result.error !== undefined

async function apply(
  ctx: OperationContext,
  { method, version }: BulkOperation,
  { typed, id }: { readonly typed: TypedSpace; readonly id: string },
  data: Json,
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
