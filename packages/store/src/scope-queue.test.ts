import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScopeQueue } from './scope-queue.ts'

test('of a hundred of one scope and one of another, the one is second', () => {
  const queue = new ScopeQueue<string>()
  for (let each = 0; each < 100; each += 1) queue.push('busy', `busy ${each}`)
  queue.push('quiet', 'quiet')
  expect([queue.shift(), queue.shift(), queue.shift()]).toEqual(['busy 0', 'quiet', 'busy 1'])
  expect(queue.length).toBe(98)
  expect(queue.clear()).toHaveLength(98)
  expect(queue.shift()).toBeUndefined()
})

test('nothing is lost, a scope keeps its order, and nobody waits for two of another scope', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 60 }), (scopes) => {
      const queue = new ScopeQueue<{ readonly scope: number; readonly at: number }>()
      for (const [at, scope] of scopes.entries()) queue.push(String(scope), { scope, at })
      const out: { readonly scope: number; readonly at: number }[] = []
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) out.push(next)
      expect(out.map(({ at }) => at).sort((a, b) => a - b)).toEqual(scopes.map((_, at) => at))
      for (const scope of new Set(scopes)) {
        const own = out.filter((each) => each.scope === scope).map(({ at }) => at)
        expect(own).toEqual([...own].sort((a, b) => a - b))
        const last = out.findLastIndex((each) => each.scope === scope)
        const before = out.slice(0, last)
        for (const other of new Set(scopes)) {
          const count = before.filter((each) => each.scope === other).length
          if (other !== scope) expect(count).toBeLessThanOrEqual(own.length)
        }
      }
    }),
  )
})
