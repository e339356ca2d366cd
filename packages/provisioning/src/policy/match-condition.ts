import { matchesFilter, parseFilter, type ResolvedFilter, type ResourceType, resolveFilter } from '@rollcall/scim-core'
import type { DirectoryRow, MembershipRow } from '@rollcall/store'
import { foldGroupName } from '../roles/role-prefix.ts'
import type { PersonFacts, ResourceFacts } from './person-facts.ts'
import type { PolicyCondition } from './policy-document.ts'

/** The first resource of a person (and the group that holds it) that fulfils a condition. */
export interface ConditionMatch {
  readonly resource: ResourceFacts
  readonly group: MembershipRow | undefined
}

export function matchCondition(when: PolicyCondition, facts: PersonFacts): ConditionMatch | undefined {
  for (const resource of facts.resources) {
    if (when.directory !== undefined && resource.directory.slug !== when.directory) continue
    if (when.filter !== undefined && !matchesText(resource, when.filter)) continue
    const group = when.group === undefined ? undefined : matchingGroup(when.group, resource)
    if (when.group !== undefined && group === undefined) continue
    return { resource, group }
  }
  return undefined
}

export type GroupCondition = NonNullable<PolicyCondition['group']>

const matchingGroup = (condition: GroupCondition, { directory, groups }: ResourceFacts): MembershipRow | undefined =>
  groups.find((group) => matchesGroup(directory, condition, group))

/** Whether a group is the one, or one of those, that a condition names. */
export const matchesGroup = (directory: DirectoryRow, condition: GroupCondition, group: CandidateGroup): boolean =>
  groupMatcher(directory, condition)(group)

export interface CandidateGroup {
  readonly id: string
  readonly displayName: string
}

/** The same for many groups: what the condition says is prepared once. */
export function groupMatcher(
  directory: DirectoryRow,
  { id, name, prefix, glob, caseExact }: GroupCondition,
): (group: CandidateGroup) => boolean {
  if (id !== undefined) return (group) => group.id === id
  const comparable = (text: string) => (caseExact === true ? text.normalize('NFC') : foldGroupName(directory, text))
  const wanted = comparable(name ?? prefix ?? glob ?? '')
  if (name !== undefined) return ({ displayName }) => comparable(displayName) === wanted
  if (prefix !== undefined) {
    return ({ displayName }) => {
      const actual = comparable(displayName)
      return actual.length > wanted.length && actual.startsWith(wanted)
    }
  }
  const expression = globExpression(wanted)
  return ({ displayName }) => expression.test(comparable(displayName))
}

const CAPACITY = 1_000
const expressions = new Map<string, RegExp>()

/** `*` is any run of characters, `?` one character; everything else is itself. */
function globExpression(glob: string): RegExp {
  let expression = expressions.get(glob)
  if (expression === undefined) {
    // Neighbouring stars mean the same as one, and would make matching slow.
    const source = RegExp.escape(glob)
      .replace(/(?:\\\*)+/g, '.*')
      .replaceAll('\\?', '.')
    expression = new RegExp(`^${source}$`, 'su')
    if (expressions.size >= CAPACITY) expressions.clear()
    expressions.set(glob, expression)
  }
  return expression
}

const filters = new WeakMap<ResourceType, Map<string, ResolvedFilter | undefined>>()

/** Whether a resource fulfils the text of a filter. */
export function matchesText({ type, document }: Pick<ResourceFacts, 'type' | 'document'>, text: string): boolean {
  let known = filters.get(type)
  if (known === undefined) {
    known = new Map()
    filters.set(type, known)
  }
  if (!known.has(text)) {
    if (known.size >= CAPACITY) known.clear()
    known.set(text, resolved(type, text))
  }
  const filter = known.get(text)
  return filter !== undefined && matchesFilter(type, filter, document)
}

/** undefined: an attribute was taken out of the schema since the policy was applied, so nobody matches. */
function resolved(type: ResourceType, text: string): ResolvedFilter | undefined {
  try {
    return resolveFilter(type, parseFilter(text))
  } catch {
    return undefined
  }
}
