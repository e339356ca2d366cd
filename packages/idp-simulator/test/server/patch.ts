import { matchesFilter, parse } from './filter.ts'
import type { Json, PatchOperation } from './protocol.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const MULTI_VALUED = ['emails', 'phonenumbers', 'addresses', 'roles', 'entitlements', 'photos', 'ims']

/** RFC 7644 section 3.5.2 on a user, with what Entra adds: see each function. */
export function applyOperations(doc: Json, operations: readonly PatchOperation[]): Json {
  const next = structuredClone(doc)
  for (const operation of operations) {
    const op = operation.op.toLowerCase()
    if (operation.path !== undefined) applyAt(next, op, operation.path, operation.value)
    // Flat names such as "name.givenName" are paths, not attributes.
    else for (const [path, value] of Object.entries(operation.value as Json)) applyAt(next, op, path, value)
  }
  return withoutEmpty(next) as Json
}

function applyAt(doc: Json, op: string, path: string, value: unknown): void {
  const valuePath = /^(\w+)\[(.+)\](?:\.(\w+))?$/.exec(path)
  if (valuePath) applyAtValues(doc, op, valuePath, value)
  else if (path === ENTERPRISE) setIn(doc, op, [path], value)
  else applyAtNames(doc, op, path, value)
}

function applyAtNames(doc: Json, op: string, path: string, value: unknown): void {
  if (path.startsWith(`${ENTERPRISE}:`)) {
    const names = path.slice(ENTERPRISE.length + 1).split('.')
    setIn(doc, op, [ENTERPRISE, ...names], names.join() === 'manager' ? toManager(value) : value)
    return
  }
  const known = path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/, '')
  setIn(doc, op, known.split('.'), known === 'active' ? toBoolean(value) : value)
}

/** Where no value matches, one is made that does: all operations of one type make one element. */
function applyAtValues(doc: Json, op: string, path: RegExpExecArray, value: unknown): void {
  const [, written = '', condition = '', name] = path
  const attribute = keyOf(doc, written)
  const elements = (doc[attribute] ?? []) as Json[]
  const matching = elements.filter((element) => matchesFilter(condition, element))
  if (op === 'remove' && name === undefined) {
    doc[attribute] = elements.filter((element) => !matching.includes(element))
    return
  }
  if (matching.length === 0 && op !== 'remove') {
    const term = parse(condition)
    const made: Json = { [term.path]: term.path === 'primary' ? toBoolean(term.value) : term.value }
    doc[attribute] = [...elements, made]
    matching.push(made)
  }
  for (const element of matching) {
    if (name !== undefined) setIn(element, op, [name], value)
    else Object.assign(element, value)
  }
}

function setIn(target: Json, op: string, names: readonly string[], value: unknown): void {
  const [written = '', ...rest] = names
  const name = keyOf(target, written)
  if (rest.length > 0) {
    const inner = (target[name] ?? {}) as Json
    target[name] = inner
    setIn(inner, op, rest, value)
    return
  }
  const current = target[name]
  if (op === 'remove') delete target[name]
  else if (op === 'add' && MULTI_VALUED.includes(name.toLowerCase())) target[name] = union(current, value)
  else if (isComplex(current) && isComplex(value)) {
    for (const [key, each] of Object.entries(value)) setIn(current, op, [key], each)
  } else target[name] = value
}

function union(current: unknown, value: unknown): unknown[] {
  const elements = [...((current ?? []) as unknown[])]
  for (const each of Array.isArray(value) ? value : [value]) {
    if (!elements.some((known) => JSON.stringify(known) === JSON.stringify(each))) elements.push(each)
  }
  return elements
}

/** A manager may be a plain id, and an array may be round it; "" clears. */
export function toManager(value: unknown): unknown {
  const inner = Array.isArray(value) ? value[0] : value
  return typeof inner === 'string' && inner !== '' ? { value: inner } : inner
}

export function toBoolean(value: unknown): unknown {
  return typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : value
}

function keyOf(target: Json, written: string): string {
  return Object.keys(target).find((name) => name.toLowerCase() === written.toLowerCase()) ?? toSchemaName(written)
}

/** Names come back in the spelling of the schema. */
function toSchemaName(written: string): string {
  return written.startsWith('urn:') ? written : written.charAt(0).toLowerCase() + written.slice(1)
}

function isComplex(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** RFC 7643 section 2.5: null and empty are unassigned; an element that only has a type or primary is none. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty).filter((each) => each !== undefined && !isBare(each))
    return kept.length > 0 ? kept : undefined
  }
  if (isComplex(value)) {
    const kept = Object.entries(value).flatMap(([name, each]) => {
      const inner = withoutEmpty(each)
      return inner === undefined ? [] : [[name, inner] as const]
    })
    return kept.length > 0 ? Object.fromEntries(kept) : undefined
  }
  return value === null || value === '' ? undefined : value
}

function isBare(value: unknown): boolean {
  return isComplex(value) && Object.keys(value).every((name) => name === 'type' || name === 'primary')
}
