import { ScimError } from '../errors.ts'
import type { SchemaDefinition } from '../schema/types.ts'
import type { PatchPath } from '../syntax/ast.ts'
import { parsePath } from '../syntax/parser.ts'

/** A member's name that is a path with brackets; undefined when it is not one. */
export function toValuePath(name: string, within: SchemaDefinition | undefined): PatchPath | undefined {
  if (!name.includes('[')) return undefined
  try {
    const path = parsePath(name)
    if (within === undefined || path.attribute.schema !== undefined) return path
    return { ...path, attribute: { ...path.attribute, schema: within.id } }
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}
