import { ScimError } from '@rollcall/scim-core'
import { expect, test } from 'vitest'
import { Admission } from '../src/http/admission.ts'
import { toErrorAnswer } from '../src/http/error-answer.ts'

function refusalOf(enter: () => unknown): ScimError {
  try {
    enter()
  } catch (error) {
    if (error instanceof ScimError) return error
    throw error
  }
  throw new Error('let in')
}

/** How many are let in until one is refused. */
function fill(enter: () => () => void): { readonly inside: (() => void)[]; readonly refusal: ScimError } {
  const inside: (() => void)[] = []
  const refusal = refusalOf(() => {
    for (let each = 0; each < 100_000; each += 1) inside.push(enter())
  })
  return { inside, refusal }
}

test('beyond its bound the server answers 429 with whole seconds, and lets one in for each that ends', () => {
  const admission = new Admission()
  const { inside, refusal } = fill(() => admission.enter())
  expect(inside.length).toBe(1_000)
  expect(refusal).toMatchObject({ status: 429, headers: { 'Retry-After': expect.stringMatching(/^[1-9]\d*$/) } })
  expect(refusal.detail).toContain('Nothing was changed')
  const { answer, unexpected } = toErrorAnswer(refusal, 'r1')
  expect(answer).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } })
  expect(unexpected).toBe(false)
  inside.pop()?.()
  inside.push(admission.enter())
  expect(refusalOf(() => admission.enter()).status).toBe(429)
  for (const leave of inside) leave()
  expect(fill(() => admission.enter()).inside.length).toBe(1_000)
})

const asker = (id: string, tenant_id = id) => ({ id, tenant_id, rate_limit: null })

test('one busy directory leaves room for the others', () => {
  const admission = new Admission()
  const { inside, refusal } = fill(() => admission.enterDirectory(asker('busy')))
  expect(inside.length).toBe(400)
  expect(refusal).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } })
  expect(refusal.detail).toContain('This directory')
  admission.enterDirectory(asker('quiet'))()
  for (const leave of inside) leave()
  expect(fill(() => admission.enterDirectory(asker('busy'))).inside.length).toBe(400)
})

const MIB = 1_024 * 1_024

test.each<[string, number, (admission: Admission, directory: string, tenant: string) => () => void]>([
  ['requests in progress', 900, (admission, id, tenant) => admission.enterDirectory(asker(id, tenant))],
  ['bodies on their way', 3_600, (admission, id, tenant) => admission.enterBody(asker(id, tenant))],
  ['answers not taken', 115, (admission, id, tenant) => admission.enterAnswer(asker(id, tenant), MIB)],
  ['answers being streamed', 57, (admission, id, tenant) => admission.enterStream(asker(id, tenant))],
])('a tenant with as many directories as it likes leaves room for the others: %s', (_, most, enter) => {
  const admission = new Admission()
  const inside: (() => void)[] = []
  let refusal: ScimError | undefined
  for (let each = 0; each < 10; each += 1) {
    const filled = fill(() => enter(admission, `busy-${each}`, 'busy'))
    inside.push(...filled.inside)
    refusal = filled.refusal
  }
  expect(inside.length).toBe(most)
  expect(refusal?.detail).toContain('This tenant')
  // Each of many others gets in, and the busy one no more until it has less.
  for (let each = 0; each < 5; each += 1) enter(admission, `d-${each}`, `t-${each}`)
  inside.pop()?.()
  expect(refusalOf(() => enter(admission, 'busy-9', 'busy')).status).toBe(429)
  for (const leave of inside) leave()
  enter(admission, 'busy-9', 'busy')()
})

test('bytes of bodies are bounded in all, of a tenant and of a directory', () => {
  const admission = new Admission()
  let taken = 0
  while (admission.takeBodyBytes(asker('d1', 'busy'), MIB)) taken += 1
  expect(taken).toBe(51)
  for (const id of ['d2', 'd3', 'd4']) while (admission.takeBodyBytes(asker(id, 'busy'), MIB));
  expect(admission.bodyBytes).toBe(115 * MIB)
  expect(admission.takeBodyBytes(asker('other'), MIB)).toBe(true)
})
