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

test('one busy directory leaves room for the others', () => {
  const admission = new Admission()
  const { inside, refusal } = fill(() => admission.enterDirectory('busy'))
  expect(inside.length).toBe(400)
  expect(refusal).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } })
  admission.enterDirectory('quiet')()
  for (const leave of inside) leave()
  expect(fill(() => admission.enterDirectory('busy')).inside.length).toBe(400)
})
