import type { Trx } from '@rollcall/store'
import type { PersonFacts } from '../policy/person-facts.ts'

/** Keys of the roles a person holds now, in order. */
export async function effectiveRoleKeys(_trx: Trx, _tenantId: string, _facts: PersonFacts): Promise<readonly string[]> {
  return []
}
