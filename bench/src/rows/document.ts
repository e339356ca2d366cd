import type { JsonObject } from '../population/users.ts'

/** One searchable value: part of a row of scim_index, and a row of scim_value where its path is sought. */
export interface Entry {
  readonly path: string
  readonly key: string
  readonly element: number
  readonly lead: 0 | 1
}

/** What columns or relations hold, or what is never stored. */
const NOT_INDEXED = new Set(['id', 'externalId', 'userName', 'active', 'meta', 'groups', 'members', 'password'])

/** The stored document: `schemas` and `id` first, without what the server computes. */
export function toDocument(body: JsonObject, id: string): Record<string, unknown> {
  const { schemas, id: _id, meta: _meta, groups: _groups, members: _members, password: _password, ...rest } = body
  return { schemas, id, ...rest }
}

/** Every value of a user under its path, by walking the JSON: no schema is consulted. */
export function entriesOf(document: JsonObject): Entry[] {
  const entries: Entry[] = []
  for (const name in document) {
    if (NOT_INDEXED.has(name)) continue
    const value = document[name]
    if (name.startsWith('urn:')) {
      for (const sub in value as JsonObject) add(entries, `${name}:${sub}`, (value as JsonObject)[sub], 0, 1)
    } else if (Array.isArray(value)) {
      const primary = value.findIndex((element) => element.primary === true)
      const lead = Math.max(0, primary)
      for (let index = 0; index < value.length; index += 1) {
        add(entries, name, value[index], index, index === lead ? 1 : 0)
      }
    } else {
      add(entries, name, value, 0, 1)
    }
  }
  return entries
}

function add(entries: Entry[], path: string, value: unknown, element: number, lead: 0 | 1): void {
  if (typeof value !== 'object' || value === null) {
    entries.push({ path, key: String(value).toLowerCase(), element, lead })
    return
  }
  entries.push({ path, key: '', element, lead })
  for (const sub in value) {
    entries.push({ path: `${path}.${sub}`, key: String((value as JsonObject)[sub]).toLowerCase(), element, lead })
  }
}

/** Those that resources are looked up by. */
export const soughtOf = (entries: readonly Entry[]): Entry[] =>
  entries.filter(({ path }) => path === 'displayName' || path.endsWith('.value') || path.endsWith(':employeeNumber'))

/** The text of scim_index.entries. */
export function indexText(entries: readonly Entry[]): string {
  const byPath: Record<string, [string, number, 0 | 1][]> = {}
  for (const { path, key, element, lead } of entries) {
    const held = byPath[path]
    if (held === undefined) byPath[path] = [[key, element, lead]]
    else held.push([key, element, lead])
  }
  return JSON.stringify(byPath)
}

/** Rows that only `from` has. */
export function missingFrom(from: readonly Entry[], other: readonly Entry[]): Entry[] {
  const known = new Set(other.map((entry) => `${entry.path}\n${entry.key}\n${entry.element}\n${entry.lead}`))
  return from.filter((entry) => !known.has(`${entry.path}\n${entry.key}\n${entry.element}\n${entry.lead}`))
}

/** A group's name is a column. */
export const groupEntriesOf = (document: JsonObject): Entry[] =>
  entriesOf(document).filter(({ path }) => path !== 'displayName')
