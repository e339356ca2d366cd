import { isSecretName, REMOVED } from './redact.ts'

const QUOTED = /"(?:[^"\\]|\\.)*"?/g
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Parameters whose values are names of attributes or numbers (RFC 7644 section 3.4.2). */
const PLAIN = new Set(['attributes', 'excludedAttributes', 'sortBy', 'sortOrder', 'startIndex', 'count'])
const PLAIN_VALUE = /^[\w.,:$ -]*$/

export const isId = (text: string): boolean => ID.test(text)

/** The shape of a filter or path: its literals masked. */
export const maskFilter = (text: string): string => (text.includes('"') ? text.replace(QUOTED, '"?"') : text)

/** A path below the SCIM base; what no resource of ours is called may be anything, a person's name too. */
export function maskPath(path: string): string {
  const [, endpoint = '', ...rest] = path.split('/')
  const kept = /^[A-Za-z.]{0,40}$/.test(endpoint) ? endpoint : '…'
  return ['', kept, ...rest.map((part) => (part === '' || isId(part) ? part : '…'))].join('/')
}

/** A query in words that hold no value of a person. `accepted`: it was understood, so its parts are what their names say. */
export function maskQuery(query: string, accepted: boolean): string {
  // Literals go first: after that an ampersand separates, and what is shown below holds no quoted text.
  const parts = maskFilter(decode(query)).split('&', 30)
  for (const [at, part] of parts.entries()) {
    const equals = part.indexOf('=')
    const name = equals < 0 ? part : part.slice(0, equals)
    const shown =
      accepted && (name === 'filter' || (PLAIN.has(name) && PLAIN_VALUE.test(part.slice(equals + 1))))
        ? part
        : `${/^[\w.-]{1,40}$/.test(name) ? name : '…'}=…`
    parts[at] = shown
  }
  return parts.join('&').slice(0, 2_000)
}

/** The whole query, but for secrets. */
export const withoutSecrets = (query: string): string =>
  query
    .split('&')
    .map((part) => {
      const [name, value] = split(part)
      return isSecretName(name) || isSecretName(value) ? `${part.split('=', 1)[0]}=${REMOVED}` : part
    })
    .join('&')

function split(part: string): readonly [string, string] {
  const equals = part.indexOf('=')
  return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))]
}

function decode(text: string): string {
  if (!/[%+]/.test(text)) return text
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // Not percent-encoded after all.
    return text
  }
}
