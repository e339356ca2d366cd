import type { DirectoryRow } from '@rollcall/store'
import { InvalidInputError } from '../errors.ts'
import { policyOf } from '../policy/effective-policy.ts'
import { checkExpiry } from '../validate-input.ts'

const DAY_MS = 86_400_000

/** When a new credential of the directory ends, as it is stored; null: never. Throws InvalidInputError where the policy asks for an expiry, or an earlier one. */
export function expiryUnderPolicy(
  directory: Pick<DirectoryRow, 'policy' | 'name'>,
  expiresAt: Date | undefined,
  now: Date,
): string | null {
  const expiry = checkExpiry('expiresAt', expiresAt, now)
  const { credentials } = policyOf(directory).directory
  if (credentials === undefined) return expiry
  if (expiry === null && credentials.expiry === 'required') {
    throw new InvalidInputError(
      'expiresAt',
      `The policy of the directory "${directory.name}" asks every credential to expire. Give an expiry.`,
    )
  }
  if (credentials.maxDays === undefined) return expiry
  const latest = new Date(now.getTime() + credentials.maxDays * DAY_MS).toISOString()
  if (expiry === null) return latest
  if (expiry > latest) {
    throw new InvalidInputError(
      'expiresAt',
      `The policy of the directory "${directory.name}" lets a credential live ${credentials.maxDays} days at most.`,
    )
  }
  return expiry
}
