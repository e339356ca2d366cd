import type { DirectoryRow } from '@rollcall/store'
import { InvalidInputError } from '../errors.ts'
import { policyOf } from '../policy/effective-policy.ts'

/** What a directory needs before it may be active: where the tenant uses licences, a default one. Throws InvalidInputError. */
export function checkActivation(directory: Pick<DirectoryRow, 'policy'>): void {
  const { licences } = policyOf(directory).tenant
  if (licences !== undefined && licences.default === null) {
    throw new InvalidInputError(
      'status',
      'This tenant uses licences, so a default licence is needed before a directory can be activated. Set "licences.default" in the policy.',
    )
  }
}
