import { type Json, ScimError } from '@rollcall/scim-core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseInParts } from './parse-in-parts.ts'

/** The value, or the error, and how many times others had their turn. */
function parse(text: string | Uint8Array, partBytes?: number) {
  const parts = parseInParts(typeof text === 'string' ? Buffer.from(text) : text, partBytes)
  let turns = 0
  try {
    for (;;) {
      const step = parts.next()
      if (step.done === true) return { value: step.value, turns }
      turns += 1
    }
  } catch (error) {
    if (error instanceof ScimError && error.status === 400) return { error: error.detail, turns }
    throw error
  }
}

function expected(text: string): { readonly value: Json } | { readonly error: true } {
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    return { error: true }
  }
}

/** The same value with the same order of names, or an error in both. */
function expectSame(text: string, partBytes: number): void {
  const [ours, theirs] = [parse(text, partBytes), expected(text)]
  if ('error' in theirs) expect(ours).toHaveProperty('error')
  else expect(JSON.stringify(ours.value)).toBe(JSON.stringify(theirs.value))
}

/** Few characters, so that brackets, commas and names fall upon each other in every way. */
const scrap = fc.string({ unit: fc.constantFrom(...'[]{},:"\\ 1a\n', 'null', '"a":', '[]', '{}', '1,'), maxLength: 30 })
const spaced = fc
  .tuple(fc.jsonValue({ maxDepth: 6 }), fc.nat(3))
  .map(([value, indent]) => JSON.stringify(value, undefined, indent))

describe('a body that is parsed in parts', () => {
  test('is what JSON.parse makes of it, wherever it is cut', () => {
    fc.assert(fc.property(spaced, fc.integer({ min: 1, max: 40 }), expectSame), { numRuns: 300 })
  })

  test('is refused where JSON.parse refuses it, wherever it is cut', () => {
    fc.assert(fc.property(scrap, fc.integer({ min: 1, max: 12 }), expectSame), { numRuns: 1_500 })
  })

  test('is refused or not as JSON.parse has it when one character of it is another', () => {
    const damaged = fc.tuple(spaced, fc.nat(), fc.constantFrom(...'[]{},:"\\ 1', '')).map(([text, at, char]) => {
      const place = at % (text.length + 1)
      return `${text.slice(0, place)}${char}${text.slice(place + 1)}`
    })
    fc.assert(fc.property(damaged, fc.integer({ min: 1, max: 20 }), expectSame), { numRuns: 1_500 })
  })

  test.each([
    '{"__proto__":{"a":1,"b":2},"c":3}',
    '{"a":1,"a":[1,2,3],"a":2,"1":[1,{"2":1,"1":2}],"0":4}',
    '[[1,2,3],[4,5,6],[7,[8,9],10]]',
    '[[1,2] 3,4]',
    '[[1,2][3,4]]',
    '[,1]',
    '[1,2,]',
    '{"a":[1,2],}',
    '{"a":[1,2]"b":1}',
    '{"a":1,[1,2]}',
    '[1,2]]',
    '[1,2] [3,4]',
    '[1,2}',
    '1 [2,3]',
    '["a,b","]",{"x":"\\"}"}]',
    '["\\',
    '"abc"',
    '',
    ' ',
  ])('%s is judged as a whole would be', (text) => {
    for (let partBytes = 1; partBytes <= text.length + 1; partBytes += 1) expectSame(text, partBytes)
    expect(({} as Record<string, unknown>).a).toBeUndefined()
  })

  test('may begin with a mark of the byte order, and hold none between its values', () => {
    expect(parse('\ufeff[1,2,3]', 1)).toMatchObject({ value: [1, 2, 3] })
    expect(parse('[1,\ufeff2,3]', 1)).toHaveProperty('error')
  })

  test('that is not UTF-8 or nested too deep is refused', () => {
    expect(parse(Buffer.from('["a","\xff","b"]', 'latin1'), 1).error).toContain('UTF-8')
    expect(parse('['.repeat(1_000), 1).error).toContain('nested deeper')
  })

  test.each([
    ['members', () => JSON.stringify({ members: Array.from({ length: 50_000 }, (_, at) => ({ value: `id-${at}` })) })],
    ['names', () => JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`name-${at}`, at])))],
    ['one value', () => JSON.stringify('x'.repeat(1_048_576))],
    ['nothing', () => ' '.repeat(1_048_576)],
  ])('lets others have their turn: many %s', (_, make) => {
    const text = make()
    expect(parse(text).turns).toBeGreaterThanOrEqual(Math.floor(text.length / 131_072) - 1)
  })
})
