import type { z } from 'zod'

type Issue = Parameters<z.core.$ZodErrorMap>[0]

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const LISTED = 5
const SHOWN_CHARACTERS = 60

/** What is wrong with a place of a policy, in words that follow the name of the place; undefined: the rule that was broken has words of its own. */
export function describeIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = NOUNS[issue.expected] ?? issue.expected
      return issue.input === undefined
        ? `is missing, and must be ${wanted}`
        : `must be ${wanted}, not ${kindOf(issue.input)}`
    }
    case 'too_small':
      return sizeOf(issue.origin, Number(issue.minimum), issue.exact === true ? 'exactly' : 'at least')
    case 'too_big':
      return sizeOf(issue.origin, Number(issue.maximum), issue.exact === true ? 'exactly' : 'at most')
    case 'unrecognized_keys':
      return `holds ${listed(issue.keys)}, which a policy does not know here`
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`
    case 'invalid_union':
      return `must be ${oneOf(Array.isArray(issue.options) ? issue.options : [])}`
    case 'invalid_key':
      return 'has a key that is not valid'
    default:
      return undefined
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'number' && !Number.isInteger(value)) return 'a number with a fraction'
  return NOUNS[typeof value] ?? typeof value
}

function sizeOf(origin: string, size: number, how: 'exactly' | 'at least' | 'at most'): string {
  if (origin === 'string') return how === 'at least' && size === 1 ? 'is empty' : `must have ${how} ${size} characters`
  if (origin === 'array' || origin === 'set') return `must have ${how} ${size} ${size === 1 ? 'entry' : 'entries'}`
  return `must be ${how} ${size}`
}

const oneOf = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(' or ')

function listed(keys: readonly string[]): string {
  const shown = keys.slice(0, LISTED).map((key) => JSON.stringify(key.slice(0, SHOWN_CHARACTERS)))
  return shown.join(', ') + (keys.length > LISTED ? ` and ${keys.length - LISTED} more` : '')
}
