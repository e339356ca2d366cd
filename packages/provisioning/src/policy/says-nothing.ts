import type { PolicyDocument } from './policy-document.ts'

/** Whether a document decides nothing: an empty one, or one whose sections hold nothing but empty lists and their defaults. */
export const saysNothing = ({ people, ...policy }: PolicyDocument): boolean =>
  Object.values({ ...policy, people: people?.active === 'any' ? { ...people, active: undefined } : people }).every(
    isHollow,
  )

const isHollow = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every(isHollow))
