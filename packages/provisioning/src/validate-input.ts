import { InvalidInputError } from './errors.ts'
import { fixedPathOwner } from './fixed-paths.ts'

/** Names that operators give to hosts of their own, or that people would take for a part of the server. */
const KEPT_SLUGS: ReadonlySet<string> = new Set([
  'admin',
  'api',
  'app',
  'assets',
  'console',
  'docs',
  'favicon',
  'health',
  'login',
  'new',
  'public',
  'static',
  'v2',
  'well-known',
  'www',
])

/** A slug stands in URLs and host names: small letters, digits and inner hyphens, at most 63. Never an underscore, which Okta refuses in a base URL. */
export function checkSlug(path: string, value: string): string {
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) {
    throw new InvalidInputError(path, `"${value}" is not a slug: use 1 to 63 of a-z, 0-9 and inner hyphens.`)
  }
  if (KEPT_SLUGS.has(value) || fixedPathOwner(value) !== undefined) {
    throw new InvalidInputError(path, `"${value}" is reserved; choose another slug.`)
  }
  return value
}

/** A name for people: some visible characters, at most 200. */
export function checkName(path: string, value: string): string {
  const name = value.trim()
  if (name === '') throw new InvalidInputError(path, 'A name is needed.')
  if (name.length > 200) throw new InvalidInputError(path, 'The name is longer than 200 characters.')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f]/.test(name)) throw new InvalidInputError(path, 'The name holds control characters.')
  return name
}

/** An e-mail address, judged only as far as sending needs. */
export function checkEmail(path: string, value: string): string {
  const email = value.trim()
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)) {
    throw new InvalidInputError(path, `"${value}" is not an e-mail address.`)
  }
  return email
}

/** A moment to come, as it is stored; null: never. */
export function checkExpiry(path: string, value: Date | undefined, now: Date): string | null {
  if (value === undefined) return null
  if (value <= now) throw new InvalidInputError(path, 'The expiry lies in the past.')
  return value.toISOString()
}

export function checkOneOf<T extends string>(path: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw new InvalidInputError(path, `"${value}" is none of ${allowed.join(', ')}.`)
  return found
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `90d`, `12h`, `30m`, `45s`, `2w` as milliseconds. */
export function parseDuration(path: string, value: string): number {
  const match = /^([1-9]\d{0,6})([smhdw])$/.exec(value.trim())
  const unit = UNIT_MS[match?.[2] ?? '']
  if (match === null || unit === undefined) {
    throw new InvalidInputError(path, `"${value}" is not a duration: write a number and s, m, h, d or w, such as 90d.`)
  }
  return Number(match[1]) * unit
}
