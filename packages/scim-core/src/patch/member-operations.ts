import { mutability } from '../errors.ts'
import { resolveElementFilter } from '../filter/resolve.ts'
import { isArray, isObject, ownAnyCase } from '../resource/json.ts'
import { toMembers } from '../resource/members.ts'
import type { Notes } from '../resource/notes.ts'
import type { Json, MemberChange, MemberValue } from '../resource/types.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { Filter } from '../syntax/ast.ts'
import { toValueTerms } from './equality-terms.ts'

type Op = 'add' | 'remove' | 'replace'

/** An operation on the membership relation as changes that never need to know the present members. */
export interface MemberOperation {
  readonly op: Op
  readonly reference: AttributeReference
  readonly filter: Filter | undefined
  readonly subAttribute: AttributeDefinition | undefined
  readonly value: Json | undefined
}

export function toMemberChanges(type: ResourceType, operation: MemberOperation, notes: Notes): readonly MemberChange[] {
  if (operation.filter !== undefined) return changeSelected(type, operation, operation.filter, notes)
  if (operation.subAttribute !== undefined) return changeSubAttribute(operation, operation.subAttribute, notes)
  return changeAll(operation)
}

function changeAll({ op, reference, value }: MemberOperation): readonly MemberChange[] {
  // RFC 7644 section 3.5.2.2: no filter and no value, so every member goes. With values (Entra, JumpCloud) just these do.
  if (op === 'remove' && (value === undefined || value === null || value === '')) return [replaceBy([])]
  const members = toMembers(reference.attribute, value ?? null)
  if (op === 'replace') return [replaceBy(members)]
  if (members.length === 0) return []
  return [op === 'add' ? { kind: 'add', members } : removal(members.map((each) => each.value))]
}

/** `members.value`: the ids themselves. The other parts are the server's to say. */
function changeSubAttribute(
  operation: MemberOperation,
  sub: AttributeDefinition,
  notes: Notes,
): readonly MemberChange[] {
  const path = `${operation.reference.path}.${sub.name}`
  if (sub.name !== 'value') {
    notes.ignoredReadOnly(path)
    return []
  }
  if (operation.op === 'remove') throw mutability(`${path} cannot be removed: remove the member instead.`)
  return changeAll(operation)
}

/** `members[…]`, `members[…].display` */
function changeSelected(
  type: ResourceType,
  operation: MemberOperation,
  filter: Filter,
  notes: Notes,
): readonly MemberChange[] {
  const { op, reference, subAttribute } = operation
  const resolved = resolveElementFilter(type, reference, filter)
  const values = toValueTerms(filter)
  if (subAttribute !== undefined) return changeSelectedSubAttribute(operation, subAttribute, values, notes)
  if (op === 'remove') {
    return [values === undefined ? { kind: 'removeMatching', filter: resolved } : removal(values)]
  }
  const given = toGivenMembers(operation, values)
  if (op === 'add') return given.length === 0 ? [] : [{ kind: 'add', members: given }]
  // Replacing a member by itself, as Okta and PingOne may, touches display at most.
  const same = values !== undefined && given.every((each) => values.includes(each.value))
  if (given.length === 0 || same) {
    notes.ignoredReadOnly(reference.path)
    return []
  }
  const gone: MemberChange = values === undefined ? { kind: 'removeMatching', filter: resolved } : removal(values)
  return [gone, { kind: 'add', members: given }]
}

function changeSelectedSubAttribute(
  operation: MemberOperation,
  sub: AttributeDefinition,
  values: readonly string[] | undefined,
  notes: Notes,
): readonly MemberChange[] {
  const path = `${operation.reference.path}.${sub.name}`
  if (sub.name !== 'value') {
    notes.ignoredReadOnly(path)
    return []
  }
  const { value } = operation
  // Erratum 8097: `add members[value eq "x"].value` = "x" makes the member.
  if (operation.op !== 'remove' && typeof value === 'string' && values?.length === 1 && values[0] === value) {
    return operation.op === 'add' ? [{ kind: 'add', members: [{ value, type: undefined }] }] : []
  }
  throw mutability(`${path} cannot be changed: remove the member and add another.`)
}

/** The members an operation on selected members brings; one without `value` means the one the filter names. */
function toGivenMembers(operation: MemberOperation, values: readonly string[] | undefined): readonly MemberValue[] {
  const { value, reference } = operation
  const [single] = isArray(value) && value.length === 1 ? value : [value]
  const unnamed = isObject(single) && ownAnyCase(single, 'value') === undefined
  if (unnamed) return (values ?? []).map((each) => ({ value: each, type: undefined }))
  return toMembers(reference.attribute, value ?? null)
}

function replaceBy(members: readonly MemberValue[]): MemberChange {
  return { kind: 'replace', members }
}

function removal(values: readonly string[]): MemberChange {
  return { kind: 'remove', values: [...new Set(values)] }
}

/** Neighbours of one kind become one: Okta removes a hundred members by a hundred operations. */
export function joinMemberChanges(changes: readonly MemberChange[]): readonly MemberChange[] {
  const joined: MemberChange[] = []
  let run: MemberChange[] = []
  const flush = (): void => {
    const [first] = run
    if (first !== undefined) joined.push(run.length === 1 ? first : joinRun(run, first))
    run = []
  }
  for (const change of changes) {
    if (run[0]?.kind !== change.kind) flush()
    // A replacement forgets every change before it.
    if (change.kind === 'replace') {
      joined.length = 0
      run = []
    }
    run.push(change)
  }
  flush()
  return joined
}

function joinRun(run: readonly MemberChange[], first: MemberChange): MemberChange {
  if (first.kind === 'removeMatching') {
    const operands = run.flatMap((each) => (each.kind === 'removeMatching' ? [each.filter] : []))
    return { kind: 'removeMatching', filter: { kind: 'logical', operator: 'or', operands } }
  }
  if (first.kind === 'remove') return removal(run.flatMap((each) => (each.kind === 'remove' ? each.values : [])))
  const members = new Map<string, MemberValue>()
  for (const each of run) {
    if (each.kind !== 'add') continue
    for (const member of each.members) if (!members.has(member.value)) members.set(member.value, member)
  }
  return { kind: 'add', members: [...members.values()] }
}
