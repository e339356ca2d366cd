import type { Operation } from './bodies.ts'

export type Values = Readonly<Record<string, unknown>>

/**
 * What the flag `aadOptscim062020` changes.
 * https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-scim-compatibility
 */
export interface Dialect {
  op(name: 'add' | 'replace' | 'remove'): string
  boolean(value: boolean): unknown
  /** The operations that write these values, by their paths. */
  write(op: 'add' | 'replace', values: Values): Operation[]
  addMembers(ids: readonly string[]): Operation[]
  removeMembers(ids: readonly string[]): Operation[]
}

/** Without the flag: capital names, string booleans, an operation per attribute, members removed by a value array. */
export const plainDialect: Dialect = {
  op: capital,
  boolean: (value) => (value ? 'True' : 'False'),
  write: (op, values) => Object.entries(values).map(([path, value]) => ({ op: capital(op), path, value })),
  addMembers: (ids) => [{ op: 'Add', path: 'members', value: ids.map(toMember) }],
  removeMembers: (ids) => [{ op: 'Remove', path: 'members', value: ids.map(toMember) }],
}

/** With the flag: what can be named without a filter travels flat in one replace without a path. */
export const flagDialect: Dialect = {
  op: (name) => name,
  boolean: (value) => value,
  write(op, values) {
    const entries = Object.entries(values)
    const flat = entries.filter(([path]) => !path.includes('['))
    const filtered = entries.filter(([path]) => path.includes('['))
    return [
      ...(flat.length > 0 ? [{ op: 'replace', value: Object.fromEntries(flat) }] : []),
      ...filtered.map(([path, value]) => ({ op, path, value })),
    ]
  },
  addMembers: (ids) => [{ op: 'add', path: 'members', value: ids.map((value) => ({ value })) }],
  removeMembers: (ids) => ids.map((id) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` })),
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function toMember(value: string): { $ref: null; value: string } {
  return { $ref: null, value }
}
