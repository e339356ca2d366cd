import type { GroupRoleRow, GroupRoleState } from '@rollcall/store'
import type { CandidateGroup } from '../policy/match-condition.ts'
import type { DerivedRole } from './role-prefix.ts'
import type { GroupRule, RoleRules } from './role-rules.ts'

/**
 * Why a group is looked at: a push made it or gave it another name, an admin changed the rules, or it was there before its rules were first applied
 * (`found`).
 */
export type BindingCause = 'created' | 'renamed' | 'ruled' | 'found'

/** What becomes of the roles that a group grants. */
export interface GroupDecision {
  readonly drop: readonly GroupRoleRow[]
  /** Fit the present name too, which is the one they are bound under from now on. */
  readonly renamed: readonly GroupRoleRow[]
  readonly add: readonly NewGroupRole[]
  /** Stay granted, although their rule no longer fits the group's name. */
  readonly outlived: readonly GroupRoleRow[]
  /** Stay as they are and still wait for an admin. */
  readonly waiting: readonly GroupRoleRow[]
  /** Fit, and are never granted. */
  readonly refused: readonly DerivedRole[]
}

export interface NewGroupRole {
  readonly ruleId: string
  readonly role: DerivedRole
  readonly state: Exclude<GroupRoleState, 'dismissed'>
  /** What the rule grants so far, under the group's former name. */
  readonly instead: GroupRoleRow | undefined
}

/**
 * Decides which roles a group grants. A rule is bound to the group's id once it has matched: under another name the group keeps what it granted,
 * and gains nothing privileged, and nothing in place of what the same rule granted, without an admin.
 */
export function decideGroup(
  rules: RoleRules,
  group: CandidateGroup,
  rows: readonly GroupRoleRow[],
  cause: BindingCause,
): GroupDecision {
  const decision = {
    drop: [] as GroupRoleRow[],
    renamed: [] as GroupRoleRow[],
    add: [] as NewGroupRole[],
    outlived: [] as GroupRoleRow[],
    waiting: [] as GroupRoleRow[],
    refused: [] as DerivedRole[],
  }
  const derived = rules.derivedOf(group)
  decision.drop.push(...rows.filter((row) => !rules.rules.has(row.rule_id)))
  // Of hundreds of rules a group is usually met by a few.
  for (const id of new Set([...derived.keys(), ...rows.map((row) => row.rule_id)])) {
    const rule = rules.rules.get(id)
    if (rule === undefined) continue
    const role = derived.get(id)
    const own = rows.length === 0 ? rows : rows.filter((row) => row.rule_id === id)
    const kept = own.filter((row) => stays(rules, rule, group, role, row))
    decision.drop.push(...own.filter((row) => !kept.includes(row)))
    decision.renamed.push(...kept.filter((row) => row.role_key === role?.key && row.group_name !== group.displayName))
    decision.waiting.push(...kept.filter((row) => row.state === 'pending'))
    const granted = kept.find((row) => row.state === 'granted')
    if (granted !== undefined && role === undefined) decision.outlived.push(granted)
    if (role === undefined || kept.some((row) => row.role_key === role.key)) continue
    if (rules.isProtected(role)) {
      decision.refused.push(role)
      continue
    }
    const waits = granted !== undefined || (cause !== 'ruled' && rules.isPrivileged(role))
    decision.add.push({ ruleId: rule.id, role, state: waits ? 'pending' : 'granted', instead: granted })
  }
  return decision
}

/** Whether a row outlasts what happened: its rule fits the name of now or, unless it only waits, the one it was bound under. */
function stays(
  rules: RoleRules,
  rule: GroupRule,
  group: CandidateGroup,
  role: DerivedRole | undefined,
  row: GroupRoleRow,
): boolean {
  if (rules.isProtected({ name: row.role_name, key: row.role_key })) return false
  if (role?.key === row.role_key) return true
  if (row.state === 'pending') return false
  return rule.derive({ id: group.id, displayName: row.group_name })?.key === row.role_key
}
