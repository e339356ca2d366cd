import { RE2JS, RE2JSSyntaxException } from 're2js'

/** How large one pattern may be, its repeats written out: `[A-Z]{3}` is 3. Compiling and matching cost in proportion. */
export const MAX_PATTERN_SIZE = 1_000
/** All patterns of one contract together. */
export const MAX_PATTERNS_SIZE = 2_000
/** Characters times size of pattern that the patterns of a contract are worth for one document: some tenths of a second at the worst. */
const STEPS_PER_DOCUMENT = 500_000

/** What patterns may still cost for one document. */
export class PatternBudget {
  #left = STEPS_PER_DOCUMENT

  /** False, and nothing is taken, where too little is left. */
  take(steps: number): boolean {
    if (steps > this.#left) return false
    this.#left -= steps
    return true
  }
}

/** A pattern of RE2 syntax over a whole value: linear in the length of the value, whatever the pattern. */
export interface Pattern {
  readonly size: number
  /** undefined: the budget does not allow for so long a text. */
  matches(text: string, budget: PatternBudget): boolean | undefined
}

/** Throws Error, in words for who wrote the policy. */
export function compilePattern(text: string): Pattern {
  const size = patternSize(text)
  if (size > MAX_PATTERN_SIZE) {
    throw new Error(
      `The pattern is too large: with its repeats written out it has ${size} parts, and ${MAX_PATTERN_SIZE} are allowed. Use smaller repeats, or a constraint of the kind "length".`,
    )
  }
  const compiled = compile(text)
  return {
    size,
    matches(value, budget) {
      return budget.take((value.length + 1) * size) ? compiled.matches(value) : undefined
    },
  }
}

/** What RE2's own texts say, for people. */
const FAULTS: readonly (readonly [of: string, means: string])[] = [
  ['missing closing ]', 'a "[" is never closed'],
  ['missing closing )', 'a "(" is never closed'],
  ['unexpected )', 'a ")" was never opened'],
  ['missing argument to repetition operator', 'nothing stands before a repeat such as * or +'],
  ['invalid nested repetition operator', 'two repeats stand side by side'],
  ['invalid repeat count', 'a repeat in braces is larger than 1,000 or runs backwards'],
  ['invalid character class range', 'a range such as [z-a] runs backwards, or a class of that name does not exist'],
  ['invalid escape sequence', 'a backslash stands before something that RE2 does not know (it has no back-references)'],
  ['trailing backslash', 'it ends with a backslash'],
  [
    'invalid or unsupported Perl syntax',
    'it uses "(?…" in a way that RE2 does not have (no look-ahead, no look-behind)',
  ],
  ['invalid named capture', 'a group has a name that cannot be one'],
]

function compile(text: string): RE2JS {
  try {
    return RE2JS.compile(text)
  } catch (error) {
    const said = error instanceof RE2JSSyntaxException ? error.message : ''
    const means = FAULTS.find(([of]) => said.includes(of))?.[1] ?? 'RE2 cannot read it'
    throw new Error(`The pattern is not a regular expression of RE2 syntax: ${means}.`)
  }
}

/**
 * The number of parts of a pattern with its repeats written out, found without compiling it: a pattern of 500 characters can stand for a program of
 * tens of thousands of instructions. Whatever is not understood counts as itself.
 */
export function patternSize(text: string): number {
  const open: number[] = []
  let sum = 0
  let last = 0
  const add = (size: number) => {
    sum += size
    last = size
  }
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const part = PART.exec(rest)?.[0] ?? rest[0] ?? ''
    at += part.length
    const repeat = REPEAT.exec(part)
    if (repeat !== null) {
      const times = Math.max(1, Number(repeat[1]), Number(repeat[2] ?? 0))
      sum += last * (times - 1)
      last *= times
    } else if (part === '(') {
      open.push(sum)
      sum = 0
    } else if (part === ')') {
      const inside = sum + 1
      sum = open.pop() ?? 0
      add(inside)
    } else if (part.startsWith('\\Q')) add(part.length)
    else add(1)
  }
  return open.reduce((all, each) => all + each, sum)
}

/** A repeat, a quotation, an escape with its name, a class. */
const PART =
  /^(?:\{\d+(?:,\d*)?\}|\\Q(?:(?!\\E)[\s\S])*(?:\\E)?|\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\[\s\S]|\[\^?\]?(?:\[:\^?\w*:\]|\\[\s\S]|[^\]\\])*\])/u
const REPEAT = /^\{(\d+)(?:,(\d*))?\}$/
