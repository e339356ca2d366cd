import { invalidPath, invalidSyntax, invalidValue, noTarget } from '../errors.ts'
import { LIMITS } from '../protocol/limits.ts'
import { PATCH_OP_URN } from '../protocol/urns.ts'
import { isArray, isObject, kindOf, ownAnyCase } from '../resource/json.ts'
import type { Json } from '../resource/types.ts'
import type { PatchPath } from '../syntax/ast.ts'
import { parsePath } from '../syntax/parser.ts'
import { shorten } from '../syntax/tokenizer.ts'

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  /** undefined: the value is an object of attributes. */
  readonly path: PatchPath | undefined
  /** undefined only for `remove`. */
  readonly value: Json | undefined
}

/**
 * Reads a PatchOp message (RFC 7644 section 3.5.2). `op` comes in any letter case (Entra: "Add"), and so may the members' names.
 * An empty list is a request that changes nothing: Entra sends it, and takes a 400 for a failure.
 */
export function parsePatch(body: Json): readonly PatchOperation[] {
  if (!isObject(body)) throw invalidSyntax(`The body must be a PatchOp object, found ${kindOf(body)}.`)
  const schemas = ownAnyCase(body, 'schemas')
  const isPatchOp = (each: Json): boolean =>
    typeof each === 'string' && each.toLowerCase() === PATCH_OP_URN.toLowerCase()
  if (!isArray(schemas) || !schemas.some(isPatchOp)) {
    throw invalidSyntax(`"schemas" must be an array that contains "${PATCH_OP_URN}".`)
  }
  const operations = ownAnyCase(body, 'Operations')
  if (!isArray(operations)) throw invalidSyntax(`"Operations" must be an array, found ${kindOf(operations)}.`)
  if (operations.length > LIMITS.patchOperations) {
    throw invalidValue(`A PATCH may hold ${LIMITS.patchOperations} operations, found ${operations.length}.`)
  }
  return operations.map(parseOperation)
}

function parseOperation(operation: Json, index: number): PatchOperation {
  const where = `Operations[${index}]`
  if (!isObject(operation)) throw invalidSyntax(`${where} must be an object, found ${kindOf(operation)}.`)
  const op = parseOp(ownAnyCase(operation, 'op'), where)
  const path = parseOperationPath(ownAnyCase(operation, 'path'), where)
  const value = ownAnyCase(operation, 'value')
  // RFC 7644 section 3.5.2.2: remove without a path has no target.
  if (op === 'remove' && path === undefined) throw noTarget(`${where}: "remove" needs a "path".`)
  if (op !== 'remove' && value === undefined) throw invalidValue(`${where}: "${op}" needs a "value".`)
  return { op, path, value }
}

function parseOp(op: Json | undefined, where: string): PatchOperation['op'] {
  if (typeof op !== 'string') throw invalidSyntax(`${where}: "op" must be a string, found ${kindOf(op)}.`)
  const lower = op.toLowerCase()
  if (lower === 'add' || lower === 'remove' || lower === 'replace') return lower
  throw invalidSyntax(`${where}: "op" must be "add", "remove" or "replace", found ${shorten(op)}.`)
}

function parseOperationPath(path: Json | undefined, where: string): PatchPath | undefined {
  if (path === undefined || path === null || path === '') return undefined
  if (typeof path !== 'string') throw invalidPath(`${where}: "path" must be a string, found ${kindOf(path)}.`)
  return parsePath(path)
}
