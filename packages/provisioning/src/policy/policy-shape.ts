import { type PolicyDocument, policyDocument } from './policy-document.ts'

/** A bound that came later changes nothing about what a stored document means. */
const BOUNDS: ReadonlySet<string> = new Set(['too_big', 'too_small', 'custom', 'invalid_format'])

/**
 * Reads a policy that was stored before, perhaps by another version of this program. undefined: its shape is not what this version knows, so that what it
 * means is uncertain. A key that is not known counts as that: a condition left out would let a rule hold for more people than it should.
 */
export function readShape(document: unknown): PolicyDocument | undefined {
  const result = policyDocument.safeParse(document)
  if (result.success) return result.data
  return result.error.issues.every(({ code }) => BOUNDS.has(code)) ? (document as PolicyDocument) : undefined
}
