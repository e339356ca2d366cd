import { readdirSync, readFileSync } from 'node:fs'
import type { HttpRequest, OktaApp } from '../src/index.ts'

/** A request as a provider's documentation or a capture shows it, with `{{placeholders}}` for what differs between orgs. */
export interface Fixture {
  readonly file: string
  readonly title: string
  /** The kind of app or job that sends it. */
  readonly app: OktaApp | 'default' | 'flag' | 'both'
  readonly source: readonly string[]
  readonly note?: string
  /** The values that the source shows in place of the placeholders. */
  readonly values: Readonly<Record<string, unknown>>
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
  }
}

export function readFixtures(name: 'okta' | 'entra-requests'): Fixture[] {
  const directory = new URL(`../../../fixtures/${name}/`, import.meta.url)
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ file, ...JSON.parse(readFileSync(new URL(file, directory), 'utf8')) }))
}

export function isMatch(fixture: Fixture, sent: HttpRequest, baseUrl: string): boolean {
  const { method, path, headers, body } = fixture.request
  return (
    method === sent.method &&
    toPattern(path, '[^&/]+').test(sent.url.slice(baseUrl.length)) &&
    matches(headers, sent.headers) &&
    (body === undefined ? sent.body === undefined : sent.body !== undefined && matches(body, JSON.parse(sent.body)))
  )
}

/**
 * - `"{{name}}"` alone: any value but null; inside a longer text: any text.
 * - a key `"{{*}}"`: other keys are welcome. Without it the keys must be the same.
 * - `"{{repeat}}"` in an array: one or more of the element before it. `"{{more}}"`: anything may follow.
 */
function matches(pattern: unknown, value: unknown): boolean {
  if (typeof pattern === 'string') return matchesText(pattern, value)
  if (Array.isArray(pattern)) return Array.isArray(value) && matchesElements(pattern, value)
  if (typeof pattern !== 'object' || pattern === null) return pattern === value
  if (typeof value !== 'object' || value === null) return false
  const wanted = Object.entries(pattern).filter(([name]) => name !== '{{*}}')
  const hasOthers = Object.keys(value).some((name) => !(name in pattern))
  return (
    (!hasOthers || '{{*}}' in pattern) &&
    wanted.every(([name, each]) => matches(each, (value as Record<string, unknown>)[name]))
  )
}

function matchesText(pattern: string, value: unknown): boolean {
  if (/^\{\{\w+\}\}$/.test(pattern)) return value !== undefined && value !== null
  return typeof value === 'string' && toPattern(pattern, '.+').test(value)
}

function matchesElements(patterns: readonly unknown[], values: readonly unknown[]): boolean {
  const [first, second, ...rest] = patterns
  if (first === undefined) return values.length === 0
  if (first === '{{more}}') return true
  if (values.length === 0 || !matches(first, values[0])) return false
  const others = values.slice(1)
  if (second !== '{{repeat}}') return matchesElements(patterns.slice(1), others)
  return matchesElements(rest, others) || matchesElements(patterns, others)
}

function toPattern(text: string, wildcard: string): RegExp {
  const escaped = text.split(/\{\{\w+\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join(wildcard)}$`)
}
