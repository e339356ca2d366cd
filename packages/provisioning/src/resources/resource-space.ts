import type { ResourceType } from '@rollcall/scim-core'
import type { DirectoryRow, ResourceSpace } from '@rollcall/store'
import { isBuiltInType } from '../definitions/definitions.ts'

/** One resource type of one directory: where every SCIM operation happens. */
export interface TypedSpace {
  readonly directory: DirectoryRow
  readonly type: ResourceType
}

export const spaceOf = ({ directory, type }: TypedSpace): ResourceSpace => ({
  tenantId: directory.tenant_id,
  directoryId: directory.id,
  type: type.name,
})

/** Whether no two live resources of the type may bear the same name. Okta looks groups up by name, so its presets keep those unique too. */
export function namesAreUnique({ directory, type }: TypedSpace): boolean {
  const name = type.attributes.find((attribute) => attribute.name === type.definition.nameAttribute)
  const isOkta = directory.preset === 'okta-catalogue' || directory.preset === 'okta-wizard'
  return name?.uniqueness !== 'none' || (isOkta && isBuiltInType(type.name))
}
