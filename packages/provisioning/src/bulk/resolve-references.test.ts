import { type Json, listBulkReferences, replaceBulkReferences } from '@rollcall/scim-core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Turns } from '../policy/turns.ts'
import { resolveReferences } from './resolve-references.ts'

const toId = (bulkId: string): string | undefined => (bulkId.startsWith('b') ? `id of ${bulkId}` : undefined)

describe('the references of a bulk operation', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('bulkId:b1', 'bulkId:z', 'members[value eq "bulkId:b2"]', 'x bulkId:b1', '__proto__'),
  )
  const { data } = fc.letrec<{ data: Json }>((tie) => ({
    data: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.constant(null),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('data')),
      fc.dictionary(text, tie('data')),
    ),
  }))

  test('are found and replaced as without turns, whatever holds them', async () => {
    await fc.assert(
      fc.asyncProperty(data, async (value) => {
        const resolved = await resolveReferences(value, toId, new Turns())
        expect(resolved.references).toEqual(new Set(listBulkReferences(value)))
        expect(resolved.data).toEqual(replaceBulkReferences(value, toId))
      }),
    )
  })

  test.each<[where: string, wrap: (members: Json) => Json]>([
    ['of a new group', (members) => ({ displayName: 'g', members })],
    ['of a patch', (value) => ({ Operations: [{ op: 'add', path: 'members', value }] })],
    ['of a patch without a path', (members) => ({ Operations: [{ op: 'add', value: { members } }] })],
    [
      'of many small patches',
      (members) => ({ Operations: (members as Json[]).map((value) => ({ op: 'add', value })) }),
    ],
  ])('a hundred thousand members %s leave others their turns', async (_where, wrap) => {
    const members = Array.from({ length: 100_000 }, (_, index) => ({ value: `bulkId:b${index % 700}` }))
    let running = true
    let given = 0
    const neighbour = (): void => {
      given += 1
      if (running) setImmediate(neighbour)
    }
    setImmediate(neighbour)
    const resolved = await resolveReferences(wrap(members), toId, new Turns())
    running = false
    expect(resolved.references.size).toBe(700)
    expect(listBulkReferences(resolved.data)).toEqual([])
    // Twice over, a hundred steps a member, half a million to a turn.
    expect(given).toBeGreaterThan(30)
  })
})
