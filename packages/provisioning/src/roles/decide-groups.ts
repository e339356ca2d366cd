import {
  type Db,
  type DirectoryRow,
  type GroupRoleRow,
  type GroupSpace,
  listGroupRolesOfDirectory,
  listNamedGroups,
} from '@rollcall/store'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { PolicyTooCostlyError } from '../errors.ts'
import type { CandidateGroup } from '../policy/match-condition.ts'
import { Turns } from '../policy/turns.ts'
import { type BindingCause, decideGroup, type GroupDecision } from './decide-group.ts'
import { roleRulesOf } from './role-rules.ts'

export const groupSpaceOf = (directory: DirectoryRow): GroupSpace => ({
  tenantId: directory.tenant_id,
  directoryId: directory.id,
  types: resourceTypesOf(directory)
    .types.filter((type) => type.members !== undefined)
    .map((type) => type.name),
})

export interface GroupDecisions {
  /** Every row of the directory as it is now. */
  readonly rows: readonly GroupRoleRow[]
  /** Groups about which something changes. */
  readonly groups: readonly { readonly group: CandidateGroup; readonly decision: GroupDecision }[]
  readonly unmatched: number
  readonly refused: number
}

/**
 * What the rules of a directory, as its row holds them, make of all its groups. Two statements, however many groups. Gives others their turn; stops
 * with PolicyTooCostlyError where `turns` has a budget and it is spent.
 */
export async function decideGroups(
  db: Db,
  directory: DirectoryRow,
  cause: Extract<BindingCause, 'ruled' | 'found'>,
  turns = new Turns(),
): Promise<GroupDecisions> {
  const rules = roleRulesOf(directory)
  const rows = await listGroupRolesOfDirectory(db, directory.tenant_id, directory.id)
  const byGroup = Map.groupBy(rows, (row) => row.group_id)
  const groups: { group: CandidateGroup; decision: GroupDecision }[] = []
  let unmatched = 0
  let refused = 0
  const found = rules.rules.size === 0 ? [] : await listNamedGroups(db, groupSpaceOf(directory))
  for (const group of found) {
    if (turns.take(rules.costOf(group))) await turns.give()
    if (turns.isSpent) throw new PolicyTooCostlyError()
    const decision = decideGroup(rules, group, byGroup.get(group.id) ?? [], cause)
    byGroup.delete(group.id)
    if (rules.isUnmatched(group.displayName)) unmatched += 1
    if (decision.refused.length > 0) refused += 1
    if (decision.drop.length + decision.add.length + decision.renamed.length > 0) groups.push({ group, decision })
  }
  // Of groups that are gone, and all of them where no rule is left.
  for (const [id, drop] of byGroup) {
    const group = { id, displayName: drop[0]?.group_name ?? '' }
    groups.push({ group, decision: { drop, renamed: [], add: [], outlived: [], waiting: [], refused: [] } })
  }
  return { rows, groups, unmatched, refused }
}

/**
 * Works out what the rules make of the names of a directory's groups, before a transaction that binds them begins: while that holds the writer, only
 * groups that came meanwhile are looked at. Call the result when the transaction is over.
 */
export async function rememberGroups(db: Db, directory: DirectoryRow): Promise<() => void> {
  const rules = roleRulesOf(directory)
  if (rules.rules.size > 0) await rules.remember(await listNamedGroups(db, groupSpaceOf(directory)), new Turns())
  return () => rules.forget()
}
