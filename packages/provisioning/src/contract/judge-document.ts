import { isDeepStrictEqual } from 'node:util'
import {
  type Json,
  type Note,
  type ResourceDocument,
  rewriteValues,
  type ValuePlace,
  valuesAt,
} from '@rollcall/scim-core'
import type { CompiledContract } from './compile-contract.ts'
import { labelOf } from './labels.ts'
import { PatternBudget } from './pattern.ts'

/** One breach of a contract, in words for who maps attributes in the identity provider. Never holds the value. */
export interface ContractBreach {
  readonly path: string
  readonly detail: string
}

export interface JudgedDocument {
  /** With values put right. */
  readonly document: ResourceDocument
  /** What must be refused. */
  readonly breaches: readonly ContractBreach[]
  /** What was put right or let pass. */
  readonly notes: readonly Note[]
}

/** Holds a document to a contract. `before` is what is stored: what it breaks already, and the document leaves alone, is let pass. */
export function judgeDocument(
  contract: CompiledContract,
  document: ResourceDocument,
  before?: ResourceDocument,
): JudgedDocument {
  const breaches: ContractBreach[] = []
  const notes: Note[] = []
  const isUnchanged = (place: ValuePlace): boolean =>
    before !== undefined && isDeepStrictEqual(valuesAt(place, before), valuesAt(place, document))
  const budget = new PatternBudget()
  for (const { path, place } of contract.required) {
    if (place !== undefined && valuesAt(place, document).length > 0) continue
    const breach = { path, detail: `${labelOf(path)} is required, and was not sent.` }
    if (place === undefined ? before !== undefined : isUnchanged(place)) notes.push({ code: 'contract', ...breach })
    else breaches.push(breach)
  }
  let judged = document
  for (const { path, place, check, constraint } of contract.constraints) {
    judged = rewriteValues(place, judged, (value: Json): Json => {
      const verdict = check(value, budget)
      if (verdict.holds) return value
      const detail = `${labelOf(path)} must be ${verdict.wanted}.`
      if (constraint.mode === 'coerce' && verdict.coerced !== undefined) {
        notes.push({ code: 'coerced', path, detail: `${labelOf(path)} was put right: it must be ${verdict.wanted}.` })
        return verdict.coerced
      }
      if (constraint.mode === 'warn' || isUnchanged(place)) notes.push({ code: 'contract', path, detail })
      else breaches.push({ path, detail })
      return value
    })
  }
  return { document: judged, breaches, notes }
}
