import { toKey } from '@rollcall/scim-core'
import type { DirectoryRow } from '@rollcall/store'
import { resourceTypesOf } from '../definitions/definitions.ts'

/** How a directory's groups grant roles by their names. */
export interface RolePrefix {
  readonly prefix: string
  readonly caseExact: boolean
}

/** The rule of a directory; undefined: its groups grant nothing. */
export function rolePrefixOf(directory: DirectoryRow): RolePrefix | undefined {
  const { role_prefix: prefix, role_prefix_case_exact: caseExact } = directory
  return prefix === null || prefix === '' ? undefined : { prefix, caseExact: caseExact === 1 }
}

/** A role: its name as the group writes it, and the key under which it is the same role in another letter case. */
export interface DerivedRole {
  readonly name: string
  readonly key: string
}

/** The comparable form of a group's name: in any letter case, one spelling per character. */
export function foldGroupName(directory: DirectoryRow, name: string): string {
  const type = resourceTypesOf(directory).types.find((candidate) => candidate.members !== undefined)
  const attribute = type?.attributes.find((candidate) => candidate.name === type.definition.nameAttribute)
  return (attribute === undefined ? undefined : toKey({ ...attribute, caseExact: false }, name)) ?? name
}

/** The role that a group of this name grants: what stands after the prefix. A name that is the prefix alone grants nothing. */
export function deriveRole(directory: DirectoryRow, rule: RolePrefix, groupName: string): DerivedRole | undefined {
  if (rule.caseExact) {
    if (!groupName.startsWith(rule.prefix)) return undefined
    const name = groupName.slice(rule.prefix.length).trim()
    return name === '' ? undefined : { name, key: name }
  }
  // Folding may change lengths, so the prefix is measured in characters of one spelling on both sides.
  const folded = foldGroupName(directory, groupName)
  const prefix = foldGroupName(directory, rule.prefix)
  if (!folded.startsWith(prefix)) return undefined
  const written = [...groupName.normalize('NFC')]
  const name = written
    .slice([...rule.prefix.normalize('NFC')].length)
    .join('')
    .trim()
  return name === '' ? undefined : { name, key: foldGroupName(directory, name) }
}

/** Why a group grants a role, for people. */
export const grantReason = (groupName: string, { prefix, caseExact }: RolePrefix): string =>
  `The name of the group "${groupName}" starts with the role prefix "${prefix}"${caseExact ? '' : ' (in any letter case)'}.`
