import { invalidSyntax, type Json, LIMITS } from '@rollcall/scim-core'

/** Bytes looked at, or parsed, in one turn: one to three milliseconds. */
const PART_BYTES = 128 * 1_024

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
  0x22, 0x5c, 0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d,
]

/** An array or object whose end has not come yet. */
interface Open {
  readonly isList: boolean
  readonly start: number
  /** What was made of it so far; undefined: nothing yet. */
  value: Json[] | Record<string, Json> | undefined
  /** Where that ends and the rest begins. */
  from: number
  /** What stands right before the rest; `element`: one that was made in parts itself. */
  after: 'opening' | 'comma' | 'element'
  /** The name that the element is being read for, with its quotes. */
  nameFrom: number
  nameTo: number
}

/**
 * What `JSON.parse` makes of UTF-8 bytes, made in parts of which each is parsed by it, with a `yield` between two for whoever else wants the thread.
 * Looks for the commas between elements, at which an array or object can be cut. Throws invalidSyntax, also for what is nested too deep.
 */
export function* parseInParts(bytes: Uint8Array, partBytes = PART_BYTES): Generator<undefined, Json> {
  const stack: Open[] = []
  let [quoted, quotedFrom, stringFrom, stringTo] = [false, 0, 0, 0]
  let root: Json | undefined
  let rootTo = 0
  let cutAt = 0
  let lookedTo = 0
  for (let at = 0; at < bytes.length; at += 1) {
    if (at - lookedTo >= partBytes) {
      lookedTo = at
      yield
    }
    const byte = bytes[at]
    if (quoted) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) {
        quoted = false
        ;[stringFrom, stringTo] = [quotedFrom, at + 1]
      }
      continue
    }
    const top = stack.at(-1)
    switch (byte) {
      case QUOTE:
        quoted = true
        quotedFrom = at
        break
      case COLON:
        if (top !== undefined) [top.nameFrom, top.nameTo] = [stringFrom, stringTo]
        break
      case OPEN_LIST:
      case OPEN_OBJECT:
        if (stack.length === LIMITS.depth) {
          throw invalidSyntax(`The body is nested deeper than ${LIMITS.depth} levels, at position ${at}.`)
        }
        stack.push(opened(at, byte === OPEN_LIST))
        break
      case COMMA:
        if (top === undefined) break
        if (at - cutAt >= partBytes) {
          for (const [depth, each] of stack.entries()) begin(bytes, each, stack[depth - 1])
          take(bytes, top, at)
          top.after = 'comma'
          cutAt = lookedTo = at
          yield
        } else if (top.after === 'element') {
          take(bytes, top, at)
          top.after = 'comma'
        }
        break
      case CLOSE_LIST:
      case CLOSE_OBJECT: {
        stack.pop()
        if (top?.value === undefined) break
        if (top.isList !== (byte === CLOSE_LIST)) throw broken(at)
        take(bytes, top, at)
        const parent = stack.at(-1)
        if (parent === undefined) {
          root = top.value
          rootTo = at + 1
        } else {
          parent.from = at + 1
          parent.after = 'element'
        }
        break
      }
    }
  }
  if (root === undefined) return parsePart(bytes, 0, bytes.length, '', '')
  if (quoted || stack.length > 0 || !isBlank(bytes, rootTo, bytes.length)) throw broken(bytes.length)
  return root
}

const opened = (start: number, isList: boolean): Open => ({
  isList,
  start,
  value: undefined,
  from: start + 1,
  after: 'opening',
  nameFrom: 0,
  nameTo: 0,
})

/** Begins to make an array or object whose end has not come, after all that stands before it in its parent. */
function begin(bytes: Uint8Array, open: Open, parent: Open | undefined): void {
  if (open.value !== undefined) return
  open.value = open.isList ? [] : {}
  if (parent === undefined) {
    if (parsePart(bytes, 0, open.start, '', 'null') !== null) throw broken(open.start)
    return
  }
  if (parent.after === 'element') throw broken(open.start)
  const before = parsePart(bytes, parent.from, open.start, ...enclosed(parent, 'null'))
  if (Array.isArray(parent.value)) {
    append(parent.value, (before as Json[]).slice(0, -1))
    parent.value.push(open.value)
    return
  }
  const target = parent.value as Record<string, Json>
  define(target, before as Record<string, Json>)
  defineOne(target, parsePart(bytes, parent.nameFrom, parent.nameTo, '', '') as string, open.value)
}

/** Makes what stands between the last thing made and a comma or the end. */
function take(bytes: Uint8Array, open: Open, to: number): void {
  if (open.after === 'element') {
    if (!isBlank(bytes, open.from, to)) throw broken(open.from)
  } else {
    if (isBlank(bytes, open.from, to)) throw broken(to)
    const part = parsePart(bytes, open.from, to, ...enclosed(open, ''))
    if (Array.isArray(open.value)) append(open.value, part as Json[])
    else define(open.value as Record<string, Json>, part as Record<string, Json>)
  }
  open.from = to + 1
}

const enclosed = ({ isList }: Open, last: string): [string, string] => (isList ? ['[', `${last}]`] : ['{', `${last}}`])

function append(list: Json[], more: readonly Json[]): void {
  for (const each of more) list.push(each)
}

function define(target: Record<string, Json>, more: Record<string, Json>): void {
  for (const name of Object.keys(more)) defineOne(target, name, more[name] as Json)
}

/** As an own property, whatever its name: `__proto__` is one like any other to JSON.parse. */
function defineOne(target: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true })
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at]
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return false
  }
  return true
}

// A mark of the byte order is white space at the very start only.
const first = new TextDecoder('utf-8', { fatal: true })
const later = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parsePart(bytes: Uint8Array, from: number, to: number, before: string, after: string): Json {
  let text: string
  try {
    text = (from === 0 ? first : later).decode(bytes.subarray(from, to))
  } catch {
    throw invalidSyntax('The body is not valid UTF-8.')
  }
  try {
    return JSON.parse(`${before}${text}${after}`) as Json
  } catch (error) {
    const isWhole = before === '' && after === '' && from === 0
    const { message } = error as Error
    // The position would be one inside the part.
    const what = isWhole ? message : `${message.replace(/ in JSON at position.*$/s, '')}, in bytes ${from} to ${to}`
    throw invalidSyntax(`The body is not valid JSON: ${what}.`)
  }
}

const broken = (at: number) => invalidSyntax(`The body is not valid JSON: it breaks at byte ${at}.`)
