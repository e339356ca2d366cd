import { type AttributeDefinition, toKey } from '@rollcall/scim-core'
import type { DirectoryRow } from '@rollcall/store'
import { type ResourceTypes, resourceTypesOf } from '../definitions/definitions.ts'
import { toDisplayKey } from '../resources/indexed.ts'

/** How a directory's groups grant roles by their names. */
export interface RolePrefix {
  readonly prefix: string
  readonly caseExact: boolean
}

/** The id under which the role prefix stands among the rules that bind groups to roles. */
export const PREFIX_RULE = 'prefix'

/** The rule of a directory; undefined: its groups grant nothing. */
export function rolePrefixOf(directory: DirectoryRow): RolePrefix | undefined {
  const { role_prefix: prefix, role_prefix_case_exact: caseExact } = directory
  return prefix === null || prefix === '' ? undefined : { prefix, caseExact: caseExact === 1 }
}

/** A role: its name as the group or rule writes it, and the key under which it is the same role in another letter case. */
export interface DerivedRole {
  readonly name: string
  readonly key: string
}

export const toRole = (name: string): DerivedRole => ({ name, key: toDisplayKey(name) })

const attributes = new WeakMap<ResourceTypes, AttributeDefinition | null>()

/** The comparable form of a group's name: in any letter case, one spelling per character. */
export function foldGroupName(directory: DirectoryRow, name: string): string {
  const types = resourceTypesOf(directory)
  let attribute = attributes.get(types)
  if (attribute === undefined) {
    const type = types.types.find((candidate) => candidate.members !== undefined)
    const found = type?.attributes.find((candidate) => candidate.name === type.definition.nameAttribute)
    attribute = found === undefined ? null : { ...found, caseExact: false }
    attributes.set(types, attribute)
  }
  return (attribute === null ? undefined : toKey(attribute, name)) ?? name
}

/** The role that a group of a name grants: what stands after the prefix. A name that is the prefix alone grants nothing. */
export function roleDeriver(
  directory: DirectoryRow,
  { prefix, caseExact }: RolePrefix,
): (groupName: string) => DerivedRole | undefined {
  const named = (text: string) => {
    const name = text.trim()
    return name === '' ? undefined : toRole(name)
  }
  if (caseExact)
    return (groupName) => (groupName.startsWith(prefix) ? named(groupName.slice(prefix.length)) : undefined)
  // Folding may change lengths, so the prefix is measured in characters of one spelling on both sides.
  const folded = foldGroupName(directory, prefix)
  const { length } = [...prefix.normalize('NFC')]
  return (groupName) =>
    foldGroupName(directory, groupName).startsWith(folded)
      ? named([...groupName.normalize('NFC')].slice(length).join(''))
      : undefined
}

/** Why a group grants a role, for people. */
export const grantReason = (groupName: string, { prefix, caseExact }: RolePrefix): string =>
  `The name of the group "${groupName}" starts with the role prefix "${prefix}"${caseExact ? '' : ' (in any letter case)'}.`
