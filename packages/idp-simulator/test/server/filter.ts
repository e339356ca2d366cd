import type { Json } from './protocol.ts'

/** Thrown for what is no filter. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
}

interface Comparison {
  readonly path: string
  readonly operator: 'eq' | 'gt'
  readonly value: unknown
}

const PATTERN = /^([\w.$:-]+(?:\[[^\]]+\](?:\.\w+)?)?) (eq|gt) ("(?:[^"\\]|\\.)*"|true|false|null|-?\d+)$/i

/** RFC 7644 section 3.4.2.2, as far as identity providers go: eq, gt, and, a value path. */
export function matchesFilter(filter: string, resource: Json): boolean {
  return toPredicate(filter)(resource)
}

/** Reads the filter once, for many resources. */
export function toPredicate(filter: string): (resource: Json) => boolean {
  const comparisons = splitAnd(filter).map(parse)
  return (resource) => comparisons.every((comparison) => matchesTerm(comparison, resource))
}

export function parse(term: string): Comparison {
  const match = PATTERN.exec(term.trim())
  if (!match) throw new FilterError(`expected attribute eq "value", found ${term}`)
  return { path: match[1] ?? '', operator: match[2]?.toLowerCase() as 'eq' | 'gt', value: JSON.parse(match[3] ?? '') }
}

function splitAnd(filter: string): string[] {
  const terms: string[] = []
  let quoted = false
  let start = 0
  for (let at = 0; at < filter.length; at += 1) {
    if (filter[at] === '"' && filter[at - 1] !== '\\') quoted = !quoted
    if (!quoted && / and /i.test(filter.slice(at, at + 5))) {
      terms.push(filter.slice(start, at))
      start = at + 5
    }
  }
  return [...terms, filter.slice(start)]
}

function matchesTerm({ path, operator, value }: Comparison, resource: Json): boolean {
  const found = valuesAt(resource, path)
  return found.some((each) =>
    operator === 'gt' ? String(each) > String(value) : fold(each, path) === fold(value, path),
  )
}

/** All values a path names; a complex one without a sub-attribute counts as its `value`. */
export function valuesAt(resource: Json, path: string): unknown[] {
  if (path in resource && !Array.isArray(resource[path])) return [implied(resource[path])]
  const valuePath = /^([\w:.-]+)\[(.+)\](?:\.(\w+))?$/.exec(path)
  if (valuePath) {
    const [, attribute = '', condition = '', name] = valuePath
    const elements = valuesOf(resource, [attribute]).filter((each) => matchesFilter(condition, each as Json))
    return name === undefined ? elements : elements.flatMap((each) => valuesOf(each, [name]))
  }
  const urn = /^(urn:.+:\w+):([\w.]+)$/.exec(path)
  const extensions = Object.keys(resource).filter((name) => name.startsWith('urn:'))
  if (urn) return valuesOf(resource, [urn[1] ?? '', ...(urn[2] ?? '').split('.')]).map(implied)
  const direct = valuesOf(resource, path.split('.'))
  const found = direct.length > 0 ? direct : extensions.flatMap((name) => valuesOf(resource[name], path.split('.')))
  return found.map(implied)
}

function valuesOf(value: unknown, names: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, names))
  const [name, ...rest] = names
  if (name === undefined) return value === undefined ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  const key = Object.keys(value).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? [] : valuesOf((value as Json)[key], rest)
}

function implied(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value
}

/** id and externalId mind the case; true is also what Entra writes as "True". */
function fold(value: unknown, path: string): unknown {
  if (path === 'id' || path === 'externalId') return value
  return typeof value === 'string' || typeof value === 'boolean' ? String(value).toLowerCase() : value
}
