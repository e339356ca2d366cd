import type { PolicyDocument } from './policy-document.ts'

/** Whether nothing that a policy says is spoken of by the next one: an empty document, or one about something else altogether. */
export function dropsEverything(before: PolicyDocument, next: PolicyDocument): boolean {
  const spoken = sectionsOf(before)
  const kept = sectionsOf(next)
  return spoken.length > 0 && !spoken.some((section) => kept.includes(section))
}

export const saysNothing = (policy: PolicyDocument): boolean => sectionsOf(policy).length === 0

const sectionsOf = ({ people, ...policy }: PolicyDocument): readonly string[] =>
  Object.entries({ ...policy, people: people?.active === 'any' ? { ...people, active: undefined } : people })
    .filter(([, section]) => !isHollow(section))
    .map(([name]) => name)

/** Holds nothing but empty lists and objects, as a section does that only has its defaults. */
const isHollow = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every(isHollow))
