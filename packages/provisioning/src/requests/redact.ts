import type { Json } from '@rollcall/scim-core'

export const REMOVED = '[removed]'

/** Names of what nobody may read again, wherever they stand. */
const SECRET_NAME = /passw|secret|token|credential|authorization|api.?key/i
/** Such a name may hide behind an escape in text that is not JSON. */
const ESCAPED = /\\u00/i
/** Text that is not JSON can only be searched whole, so a longer one is not kept at all. */
const MAX_SEARCHED = 262_144
/** Shorter ones would be found in too many innocent words. */
const MIN_SECRET = 4

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

export interface RedactedText {
  readonly text: string
  /** There was more than is kept. */
  readonly cut: boolean
  /** What was removed, so that it can be removed from the answer as well. */
  readonly secrets: readonly string[]
}

/** A parsed body as JSON text of at most `budget` characters or so, without secrets. Costs what it keeps, however large the body is. */
export function redactedJson(body: Json, budget: number): RedactedText {
  const parts: string[] = []
  const secrets: string[] = []
  let left = budget
  const put = (text: string) => {
    parts.push(text)
    left -= text.length
  }
  const write = (value: Json): void => {
    if (typeof value === 'string') put(JSON.stringify(left < value.length ? value.slice(0, Math.max(left, 0)) : value))
    else if (Array.isArray(value)) {
      put('[')
      for (const [at, element] of value.entries()) {
        if (left <= 0) break
        if (at > 0) put(',')
        write(element)
      }
      put(']')
    } else if (typeof value === 'object' && value !== null) writeObject(value as Readonly<Record<string, Json>>)
    else put(JSON.stringify(value) ?? 'null')
  }
  const writeObject = (object: Readonly<Record<string, Json>>): void => {
    // A PATCH operation names in `path` what it sets in `value`.
    const setsSecret = typeof object.path === 'string' && isSecretName(object.path)
    put('{')
    let first = true
    for (const name of Object.keys(object)) {
      if (left <= 0) break
      put(`${first ? '' : ','}${JSON.stringify(name.slice(0, 200))}:`)
      first = false
      const value = object[name] as Json
      if (isSecretName(name) || (setsSecret && name === 'value')) {
        collect(value, secrets)
        put(`"${REMOVED}"`)
      } else write(value)
    }
    put('}')
  }
  write(body)
  return { text: parts.join(''), cut: left <= 0, secrets }
}

function collect(value: Json, secrets: string[]): void {
  if (secrets.length >= 20) return
  if (typeof value === 'string') {
    if (value.length >= MIN_SECRET) secrets.push(value)
  } else if (typeof value === 'number') secrets.push(String(value))
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) collect(inner as Json, secrets)
}

/** A body that is not JSON. When it may name a secret nothing of it is kept: where the secret ends cannot be told. */
export function redactedText(bytes: Buffer, budget: number): RedactedText {
  if (bytes.length > MAX_SEARCHED) return { text: '', cut: true, secrets: [] }
  const text = bytes.toString()
  if (isSecretName(text) || ESCAPED.test(text))
    return { text: `${REMOVED}: it may hold a secret`, cut: false, secrets: [] }
  return { text: text.slice(0, budget), cut: text.length > budget, secrets: [] }
}

/** The answer, without what was removed from the request. */
export function redactedAnswer(answer: string, secrets: readonly string[], budget: number): string {
  let text = answer.slice(0, budget)
  for (const secret of secrets) {
    text = text.replaceAll(secret, REMOVED).replaceAll(JSON.stringify(secret).slice(1, -1), REMOVED)
  }
  return text
}
