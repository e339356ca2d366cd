import { describe, expect, test } from 'vitest'
import { GROUP, Group } from '../../test/support.ts'
import { acceptReplace, applyPatch, type Json, type JsonObject, parsePatch, readMembersAhead } from '../index.ts'

const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const CURRENT = { schemas: [GROUP], id: 'g', displayName: 'G' }

const replace = (body: Json) => acceptReplace(Group, body, CURRENT)
const patch = (body: Json) => applyPatch(Group, parsePatch(body), CURRENT)
const outcome = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (error) {
    return (error as Error).message
  }
}

interface Case {
  readonly what: string
  readonly read: (body: Json) => unknown
  readonly body: (list: readonly Json[]) => JsonObject
}

const CASES: readonly Case[] = [
  { what: 'PUT', read: replace, body: (members) => ({ schemas: [GROUP], displayName: 'G', members }) },
  {
    what: 'PUT with the schema as a name',
    read: replace,
    body: (members) => ({ schemas: [GROUP], [GROUP]: { displayName: 'G', Members: members } }),
  },
  {
    what: 'PATCH with a path',
    read: patch,
    body: (value) => ({ schemas: [PATCH], Operations: [{ op: 'add', path: 'members', value }] }),
  },
  {
    what: 'PATCH that removes',
    read: patch,
    body: (value) => ({ schemas: [PATCH], operations: [{ op: 'Remove', path: 'members', value }] }),
  },
  {
    what: 'PATCH without a path',
    read: patch,
    body: (members) => ({
      schemas: [PATCH],
      Operations: [{ op: 'replace', value: { displayName: 'H', [GROUP]: { members } } }],
    }),
  },
  {
    what: 'PATCH of many operations',
    read: patch,
    body: (list) => ({
      schemas: [PATCH],
      Operations: Array.from({ length: 200 }, (_, at) => ({
        op: 'add',
        path: 'members',
        value: list.slice((at * list.length) / 200, ((at + 1) * list.length) / 200),
      })),
    }),
  },
]

describe('members that are read ahead', () => {
  const COUNT = 40_000

  test.each(CASES)('in the body of a $what are read once, with stops, and never again', ({ read, body }) => {
    let looks = 0
    const watched = (at: number): Json => ({
      get value() {
        looks += 1
        return `id-${at % 30_000}`
      },
    })
    const ahead = body(Array.from({ length: COUNT }, (_, at) => watched(at)))
    const stops = [...readMembersAhead(Group, ahead)].length
    expect(stops).toBeGreaterThanOrEqual(COUNT / 1_000)
    const looked = looks
    expect(looked).toBeGreaterThanOrEqual(COUNT)
    const found = read(ahead)
    expect(looks).toBe(looked)
    expect(found).toEqual(read(body(Array.from({ length: COUNT }, (_, at) => ({ value: `id-${at % 30_000}` })))))
  })

  test.each<Json>([{}, '', null, 7, { value: '' }, { value: 'x'.repeat(600) }, ['a']])(
    'are judged as if they were not, with %j among them',
    (odd) => {
      const list = [...Array.from({ length: 2_500 }, (_, at) => `id-${at}`), odd, 'last']
      for (const { read, body } of CASES) {
        const ahead = body(list)
        for (const _ of readMembersAhead(Group, ahead));
        // The same again: a request may be tried twice.
        expect(outcome(() => read(ahead))).toEqual(outcome(() => read(body([...list]))))
        expect(outcome(() => read(ahead))).toEqual(outcome(() => read(body([...list]))))
      }
    },
  )

  test('are looked for in anything, without an error', () => {
    const long = Array.from({ length: 3_000 }, () => ({ op: 'add', value: [] }))
    for (const body of [null, 7, 'x', long, { Operations: long }, { members: { a: { b: { c: { d: { e: long } } } } } }])
      expect(() => [...readMembersAhead(Group, body)]).not.toThrow()
  })
})
