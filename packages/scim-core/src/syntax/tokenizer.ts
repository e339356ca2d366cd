/** Splits a filter or a path into tokens (RFC 7644 figure 1). Positions count from 0, in UTF-16 units of the text. */

export type Token =
  | { readonly kind: 'word' | 'punctuation'; readonly text: string; readonly position: number }
  | { readonly kind: 'string'; readonly text: string; readonly position: number; readonly value: string }
  | { readonly kind: 'number'; readonly text: string; readonly position: number; readonly value: number }
  | { readonly kind: 'end'; readonly text: ''; readonly position: number }

/** What went wrong and where; the parser turns it into invalidFilter or invalidPath. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem'
}

const BLANK = new Set([' ', '\t', '\n', '\r'])
const PUNCTUATION = new Set(['(', ')', '[', ']', '.'])

function isLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z')
}

function isDigit(char: string): boolean {
  return char >= '0' && char <= '9'
}

/** Names and operators; the colon and the dot belong to URNs and sub-attributes, `$` to `$ref` (erratum 8924). */
function isWordPart(char: string): boolean {
  return isLetter(char) || isDigit(char) || char === '-' || char === '_' || char === '.' || char === ':' || char === '$'
}

/** The next token at or after `start`. */
export function readToken(text: string, start: number): { readonly token: Token; readonly next: number } {
  let position = start
  while (BLANK.has(text.charAt(position))) position++
  const char = text.charAt(position)
  if (char === '') return { token: { kind: 'end', text: '', position }, next: position }
  if (PUNCTUATION.has(char)) return { token: { kind: 'punctuation', text: char, position }, next: position + 1 }
  if (char === '"') return readString(text, position)
  if (char === '-' || isDigit(char)) return readNumber(text, position)
  if (isLetter(char) || char === '$') {
    let next = position + 1
    while (next < text.length && isWordPart(text.charAt(next))) next++
    return { token: { kind: 'word', text: text.slice(position, next), position }, next }
  }
  const shown = String.fromCodePoint(text.codePointAt(position) ?? 0)
  throw new SyntaxProblem(`unexpected ${JSON.stringify(shown)} at ${position}`)
}

function readString(text: string, position: number): { readonly token: Token; readonly next: number } {
  let next = position + 1
  while (next < text.length && text.charAt(next) !== '"') next += text.charAt(next) === '\\' ? 2 : 1
  if (next >= text.length) throw new SyntaxProblem(`the string that starts at ${position} has no closing quote`)
  next++
  const raw = text.slice(position, next)
  try {
    return { token: { kind: 'string', text: raw, position, value: JSON.parse(raw) as string }, next }
  } catch {
    throw new SyntaxProblem(`the text in quotes at ${position} is not a JSON string`)
  }
}

function readNumber(text: string, position: number): { readonly token: Token; readonly next: number } {
  let next = position + 1
  while (next < text.length && (isWordPart(text.charAt(next)) || text.charAt(next) === '+')) next++
  const raw = text.slice(position, next)
  // number = [ "-" ] int [ frac ] [ exp ]   (RFC 8259 section 6)
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(raw)) {
    throw new SyntaxProblem(`expected a number, found ${shorten(raw)} at ${position}`)
  }
  const value = Number(raw)
  if (!Number.isFinite(value)) throw new SyntaxProblem(`the number at ${position} is too large`)
  // JSON has a negative zero, but no attribute value differs by it.
  return { token: { kind: 'number', text: raw, position, value: value === 0 ? 0 : value }, next }
}

/** A token's text for an error message: quoted and never long. */
export function shorten(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}
