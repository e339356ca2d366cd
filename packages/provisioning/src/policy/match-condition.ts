import {
  countTerms,
  parseFilter,
  type ResolvedFilter,
  type ResourceDocument,
  ResourceMatcher,
  type ResourceType,
  resolveFilter,
} from '@rollcall/scim-core'
import type { DirectoryRow, MembershipRow } from '@rollcall/store'
import { foldGroupName } from '../roles/role-prefix.ts'
import { Glob } from './glob.ts'
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

/** How many steps matchCondition takes at most, for Turns. */
export const costOfCondition = ({ group, filter }: PolicyCondition, { resources }: PersonFacts): number =>
  resources.reduce(
    (sum, { type, row, groups }) =>
      sum +
      (filter === undefined ? 0 : costOfText(type, row.doc.length, filter)) +
      (group === undefined ? 0 : costOfGroups(group, groups)),
    0,
  )

export type GroupCondition = NonNullable<PolicyCondition['group']>

const matchingGroup = (condition: GroupCondition, { directory, groups }: ResourceFacts): MembershipRow | undefined =>
  groups.find(groupMatcher(directory, condition))

export interface CandidateGroup {
  readonly id: string
  readonly displayName: string
}

/** Whether a group is the one, or one of those, that a condition names; what the condition says is prepared once for many groups. */
export function groupMatcher(
  directory: DirectoryRow,
  { id, name, prefix, glob, caseExact }: GroupCondition,
): (group: CandidateGroup) => boolean {
  if (id !== undefined) return (group) => group.id === id
  const comparable = (text: string) => (caseExact === true ? text.normalize('NFC') : foldGroupName(directory, text))
  const nameOf = caseExact === true ? exactName : (group: CandidateGroup) => foldedName(directory, group)
  const wanted = comparable(name ?? prefix ?? glob ?? '')
  if (name !== undefined) return (group) => nameOf(group) === wanted
  if (prefix !== undefined) {
    return (group) => {
      const actual = nameOf(group)
      return actual.length > wanted.length && actual.startsWith(wanted)
    }
  }
  const pattern = globOf(wanted)
  return (group) => pattern.matches(nameOf(group))
}

const exactName = ({ displayName }: CandidateGroup): string => displayName.normalize('NFC')

const folded = new WeakMap<CandidateGroup, { readonly of: string; readonly name: string }>()

/** Many rules look at one group: its name is folded once. A group is always looked at in its own directory. */
function foldedName(directory: DirectoryRow, group: CandidateGroup): string {
  let known = folded.get(group)
  if (known?.of !== group.displayName) {
    known = { of: group.displayName, name: foldGroupName(directory, group.displayName) }
    folded.set(group, known)
  }
  return known.name
}

/** Words of 32 characters: a pattern costs a step for each of its own and each character of the name. */
const WORD = 32

/** How many steps a condition takes for a group of each name, for Turns. */
export const costOfGroups = ({ id, glob }: GroupCondition, groups: readonly CandidateGroup[]): number => {
  if (id !== undefined) return groups.length
  const words = glob === undefined ? 1 : Math.floor(glob.length / WORD) + 1
  return groups.reduce((sum, { displayName }) => sum + displayName.length * words, 0)
}

const CAPACITY = 1_000
const globs = new Map<string, Glob>()

function globOf(text: string): Glob {
  let glob = globs.get(text)
  if (glob === undefined) {
    glob = new Glob(text)
    if (globs.size >= CAPACITY) globs.clear()
    globs.set(text, glob)
  }
  return glob
}

interface KnownFilter {
  readonly filter: ResolvedFilter | undefined
  readonly terms: number
}

const filters = new WeakMap<ResourceType, Map<string, KnownFilter>>()

/** Whether a resource fulfils the text of a filter. */
export function matchesText({ type, document }: Pick<ResourceFacts, 'type' | 'document'>, text: string): boolean {
  const { filter } = filterOf(type, text)
  return filter !== undefined && matcherOf(type, document).matches(filter)
}

/** How many steps that takes at most, where the document's text is so long. */
export const costOfText = (type: ResourceType, length: number, text: string): number =>
  filterOf(type, text).terms * length

function filterOf(type: ResourceType, text: string): KnownFilter {
  let known = filters.get(type)
  if (known === undefined) {
    known = new Map()
    filters.set(type, known)
  }
  let found = known.get(text)
  if (found === undefined) {
    found = resolved(type, text)
    if (known.size >= CAPACITY) known.clear()
    known.set(text, found)
  }
  return found
}

/** Without a filter: an attribute was taken out of the schema since the policy was applied, so nobody matches. */
function resolved(type: ResourceType, text: string): KnownFilter {
  try {
    const filter = resolveFilter(type, parseFilter(text))
    return { filter, terms: countTerms(filter) }
  } catch {
    return { filter: undefined, terms: 0 }
  }
}

const matchers = new WeakMap<ResourceDocument, { readonly type: ResourceType; readonly matcher: ResourceMatcher }>()

/** Many rules look at one document, which nobody changes: it is indexed once. */
function matcherOf(type: ResourceType, document: ResourceDocument): ResourceMatcher {
  let known = matchers.get(document)
  if (known?.type !== type) {
    known = { type, matcher: new ResourceMatcher(type, document) }
    matchers.set(document, known)
  }
  return known.matcher
}
