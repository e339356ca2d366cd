import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareKeys, defineAttribute, toKey } from '../index.ts'

const text = defineAttribute({ name: 'text' })
const exact = defineAttribute({ name: 'exact', caseExact: true })
const decimal = defineAttribute({ name: 'decimal', type: 'decimal' })
const dateTime = defineAttribute({ name: 'dateTime', type: 'dateTime' })

describe('a key of a string', () => {
  test.each([
    ['BJensen', 'bjensen'],
    ['A\u030Asa', '\u00e5sa'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['a\0b', 'a\uFFFDb'],
    ['a\u{10FFFF}', 'a\uFFFD'],
    ['a\ud800', 'a\uFFFD'],
    ['\u{1F600}', '\u{1F600}'],
  ])('%j folds to %j', (value, key) => {
    expect(toKey(text, value)).toBe(key)
  })

  test('keeps its letters when case counts', () => {
    expect(toKey(exact, 'A\u030A\0')).toBe('A\u030A\uFFFD')
  })

  test('is the same for a value and its key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const key = toKey(text, value)
        expect(toKey(text, key ?? null)).toBe(key)
      }),
    )
  })
})

describe('a key of a number', () => {
  test('orders as the number does', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        (a, b) => {
          const order = compareKeys(toKey(decimal, a) ?? '', toKey(decimal, b) ?? '')
          expect(Math.sign(order)).toBe(a === b ? 0 : a < b ? -1 : 1)
        },
      ),
    )
  })

  test('has 16 digits, and one zero', () => {
    expect(toKey(decimal, -0)).toBe(toKey(decimal, 0))
    expect(toKey(decimal, 1)).toMatch(/^[0-9a-f]{16}$/)
  })
})

describe('a key of a date', () => {
  test.each([
    ['2011-05-13T04:42:34Z', '2011-05-13T04:42:34.000000000'],
    ['2011-05-13T04:42:34.1234567891Z', '2011-05-13T04:42:34.123456789'],
    ['2011-05-13T01:42:34.5+05:30', '2011-05-12T20:12:34.500000000'],
    ['2011-12-31T23:30:00-01:00', '2012-01-01T00:30:00.000000000'],
    ['2011-12-31T24:00:00Z', '2012-01-01T00:00:00.000000000'],
    ['2012-02-29T00:00:00', '2012-02-29T00:00:00.000000000'],
    ['0099-01-01T00:00:00Z', '0099-01-01T00:00:00.000000000'],
  ])('%s is %s', (value, key) => {
    expect(toKey(dateTime, value)).toBe(key)
  })

  test.each([
    '2011-05-13',
    '2011-02-29T00:00:00Z',
    '2011-13-01T00:00:00Z',
    '2011-00-01T00:00:00Z',
    '2011-05-13T25:00:00Z',
    '2011-05-13T23:59:60Z',
    '2027-02-30T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2027-04-31T00:00:00Z',
    '9999-12-31T23:00:00-02:00',
    '10000-01-01T00:00:00Z',
    '2011-05-13T24:00:01Z',
    '2011-05-13 04:42:34Z',
    '2011-05-13T04:42:34+15:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    'now',
    '',
  ])('%s is none', (value) => {
    expect(toKey(dateTime, value)).toBeUndefined()
  })
})
