import { forbidden } from '@rollcall/scim-core'
import { type DirectoryRow, findNamedMember, listGroupRoles, type Trx } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { foldGroupName } from '../roles/role-prefix.ts'
import { deactivates, type PlannedChange } from './planned-change.ts'

/** Keeps people whom the policy protects as they are: no push deactivates them, deletes them, or takes a role from them. Throws ScimError 403. */
export async function protectPeople(trx: Trx, typed: TypedSpace, change: PlannedChange): Promise<void> {
  const { tenant } = policyOf(typed.directory)
  const names = protectedNames(typed.directory, tenant)
  if (names.size === 0) return
  const { row, operation, removedMembers } = change
  if (typed.type.members === undefined) {
    if (!names.has(row.name_key)) return
    if (operation === 'removed') throw isProtected('deleted')
    if (deactivates(typed, change)) throw isProtected('deactivated')
    return
  }
  const memberIds = operation === 'removed' ? undefined : removedMembers
  const { tenantId } = spaceOf(typed)
  const member = await findNamedMember(trx, tenantId, { id: row.id, memberIds }, [...names])
  if (member === undefined) return
  const roles = await listGroupRoles(trx, tenantId, [row.id])
  if (roles.some((role) => role.state === 'granted')) throw isProtected('taken out of a group that grants a role')
}

const isProtected = (what: string) =>
  forbidden(
    `This person is protected in Rollcall and cannot be ${what} by a push; nothing was changed. Take the user name off "people.protected" in the policy first.`,
  )

const NOBODY: ReadonlySet<string> = new Set()
const folded = new WeakMap<object, ReadonlySet<string>>()

/** The names of `people.protected` as resources keep them (`name_key`); made once for each policy. */
export function protectedNames(
  directory: DirectoryRow,
  { people }: Omit<PolicyDocument, 'directories'>,
): ReadonlySet<string> {
  if (people === undefined || people.protected.length === 0) return NOBODY
  let names = folded.get(people)
  if (names === undefined) {
    names = new Set(people.protected.map((name) => foldGroupName(directory, name)))
    folded.set(people, names)
  }
  return names
}
