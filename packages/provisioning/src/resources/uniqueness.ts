import { type ResourceDocument, type ScimError, uniqueness } from '@rollcall/scim-core'
import { onUniqueViolation } from '../translate-errors.ts'
import { uniqueValuesOf } from './indexed.ts'
import type { TypedSpace } from './resource-space.ts'

/** Runs a write; a unique index that refuses becomes a 409 that names the attribute. */
export const onDuplicate = <T>(
  typed: TypedSpace,
  document: () => ResourceDocument,
  work: () => Promise<T>,
): Promise<T> =>
  onUniqueViolation(
    {
      scim_resource_name_key: () => duplicate(typed, typed.type.definition.nameAttribute, document()),
      scim_resource_external_id_key: () => duplicate(typed, 'externalId', document()),
      scim_unique_pkey: () => {
        const paths = uniqueValuesOf(typed.type, document()).map(({ path }) => path)
        return uniqueness(
          `${paths.join(', ')}: another ${typed.type.name} of this directory has the same value, which must be unique.`,
        )
      },
    },
    work,
  )

function duplicate(typed: TypedSpace, attribute: string, document: ResourceDocument): ScimError {
  const value = document[attribute]
  return uniqueness(
    `${attribute}: another ${typed.type.name} of this directory has the value "${String(value)}". Link to the existing one, or give this one another ${attribute}.`,
  )
}
