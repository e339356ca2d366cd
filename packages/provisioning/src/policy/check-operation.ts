import { forbidden } from '@rollcall/scim-core'
import { isBuiltInType } from '../definitions/definitions.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { policyOf } from './effective-policy.ts'

export type ScimOperation = 'create' | 'read' | 'update' | 'delete'

/** Throws ScimError 403 when the directory's policy does not let its provider do this to the type; the text names the switch. */
export function checkOperation({ directory, type }: TypedSpace, operation: ScimOperation): void {
  if (directory.policy === null || !isBuiltInType(type.name)) return
  const kind = type.members === undefined ? 'users' : 'groups'
  if (policyOf(directory).directory.operations?.[kind]?.[operation] !== false) return
  throw forbidden(
    `"${operation}" of ${kind} is switched off for the directory "${directory.name}" (operations.${kind}.${operation}). Switch it on in Rollcall, or switch the feature off in your identity provider.`,
  )
}
