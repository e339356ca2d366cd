import { type Db, type GroupRoleRow, listGroupRoles } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { PersonFacts, ResourceFacts } from '../policy/person-facts.ts'
import type { Turns } from '../policy/turns.ts'
import { groupsGrantRoles, roleOrder } from '../roles/role-rules.ts'
import { costOfUserRoles, deriveUserRoles } from '../roles/user-roles.ts'

/**
 * Keys of the roles that each person holds now, in the policy's order: what the groups of their active resources grant, and the rules that look at
 * those alone. One statement for any number of people, and none where no group grants anything.
 */
export async function effectiveRoleKeys(
  db: Db,
  tenantId: string,
  people: readonly PersonFacts[],
  turns: Turns,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const groupIds = new Set(
    people.flatMap(activeResources).flatMap(({ directory, groups }) => {
      return groupsGrantRoles(directory) ? groups.map((group) => group.id) : []
    }),
  )
  const rows = await listGroupRoles(db, tenantId, [...groupIds])
  return roleKeysOf(
    people,
    Map.groupBy(rows, (row) => row.group_id),
    turns,
  )
}

/** The same where groups are bound to roles as given. */
export async function roleKeysOf(
  people: readonly PersonFacts[],
  bound: ReadonlyMap<string, readonly GroupRoleRow[]>,
  turns: Turns,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>()
  for (const person of people) {
    const keys = new Set<string>()
    for (const resource of activeResources(person)) {
      const rows = resource.groups.flatMap((group) => bound.get(group.id) ?? [])
      if (turns.take(costOfUserRoles(resource, rows, resource.row.doc.length))) await turns.give()
      for (const role of deriveUserRoles(resource, resource.groups, rows)) keys.add(role.key)
    }
    const [first] = person.resources
    // Every directory of a tenant carries the same tenant part.
    const order = roleOrder(first === undefined ? {} : policyOf(first.directory).tenant)
    found.set(person.personId, [...keys].sort(order))
  }
  return found
}

const activeResources = ({ resources }: PersonFacts): readonly ResourceFacts[] =>
  resources.filter(({ row }) => row.active !== 0)
