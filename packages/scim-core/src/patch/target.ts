import { invalidPath } from '../errors.ts'
import { findAttribute } from '../schema/find-attribute.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition, SchemaDefinition } from '../schema/types.ts'
import type { Filter, PatchPath } from '../syntax/ast.ts'
import { printAttributePath } from '../syntax/printer.ts'
import { shorten } from '../syntax/tokenizer.ts'
import { toValuePath } from './value-path-name.ts'

/** What an operation is about, after look-up. */
export interface Target {
  /** Of the whole attribute. */
  readonly reference: AttributeReference
  readonly subAttribute: AttributeDefinition | undefined
  readonly filter: Filter | undefined
  /** Named as a member of a value, not by a path: what cannot be written is then skipped, not refused. */
  readonly asMember: boolean
}

/** Looks a path up. Throws invalidPath for what the type does not have and for a filter where there is but one value. */
export function findTarget(type: ResourceType, path: PatchPath, options: { readonly asMember: boolean }): Target {
  const { asMember } = options
  const found = findAttribute(type, path.attribute)
  if (found === undefined) {
    throw invalidPath(`${type.name} has no attribute ${shorten(printAttributePath(path.attribute))}.`)
  }
  const reference = toWhole(found)
  if (path.filter === undefined) {
    return { reference, subAttribute: found.subAttribute, filter: undefined, asMember }
  }
  if (!reference.attribute.multiValued) {
    throw invalidPath(`${reference.path} is not multi-valued, so it takes no filter.`)
  }
  return {
    reference,
    subAttribute: path.subAttribute === undefined ? undefined : getSubAttribute(reference, path.subAttribute),
    filter: path.filter,
    asMember,
  }
}

/** `emails[type eq "work"].value` as a member's name. */
export function findValuePathTarget(
  type: ResourceType,
  name: string,
  within: SchemaDefinition | undefined,
): Target | undefined {
  const path = toValuePath(name, within)
  return path === undefined || findAttribute(type, path.attribute) === undefined
    ? undefined
    : findTarget(type, path, { asMember: true })
}

/** A member of a value, by its name. */
export function toMemberTarget(reference: AttributeReference): Target {
  const { subAttribute } = reference
  return { reference: toWhole(reference), subAttribute, filter: undefined, asMember: true }
}

/** The reference of the attribute a sub-attribute belongs to. */
function toWhole(reference: AttributeReference): AttributeReference {
  if (reference.subAttribute === undefined) return reference
  const { extension, attribute } = reference
  const path = extension === undefined ? attribute.name : `${extension}:${attribute.name}`
  return { extension, attribute, subAttribute: undefined, path }
}

function getSubAttribute(reference: AttributeReference, name: string): AttributeDefinition | undefined {
  const { attribute, path } = reference
  // A simple attribute's own value goes by `value`.
  if (attribute.type !== 'complex' && name.toLowerCase() === 'value') return undefined
  const sub = subAttributeNamed(attribute, name)
  if (sub === undefined) throw invalidPath(`${path} has no sub-attribute ${shorten(name)}.`)
  return sub
}

export function toPath(target: Target): string {
  const { reference, subAttribute } = target
  return subAttribute === undefined ? reference.path : `${reference.path}.${subAttribute.name}`
}
