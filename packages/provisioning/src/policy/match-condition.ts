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

type GroupCondition = NonNullable<PolicyCondition['group']>

const matchingGroup = (condition: GroupCondition, { directory, groups }: ResourceFacts): MembershipRow | undefined =>
  groups.find((group) => matchesGroup(directory, condition, group))

/** Whether a group is the one, or one of those, that a condition names. */
export function matchesGroup(
  directory: DirectoryRow,
  { id, name, prefix, glob, caseExact }: GroupCondition,
  group: { readonly id: string; readonly displayName: string },
): boolean {
  if (id !== undefined) return group.id === id
  const comparable = (text: string) => (caseExact === true ? text.normalize('NFC') : foldGroupName(directory, text))
  const actual = comparable(group.displayName)
  if (name !== undefined) return actual === comparable(name)
  if (prefix !== undefined) return actual.startsWith(comparable(prefix)) && actual.length > comparable(prefix).length
  return globExpression(comparable(glob ?? '')).test(actual)
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

function matchesText({ type, document }: ResourceFacts, text: string): boolean {
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
