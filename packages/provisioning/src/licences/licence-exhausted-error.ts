import { ScimError } from '@rollcall/scim-core'
import type { LicenceType } from '../policy/policy-document.ts'

/** No seat is free, and the licence refuses whoever arrives then. The text is what administrators of the identity provider read. */
export class LicenceExhaustedError extends ScimError {
  readonly licence: LicenceType

  constructor(licence: LicenceType, used: number) {
    super(
      403,
      `No seat of the licence "${licence.name}" is free: ${used} of ${licence.seats} are in use. In Rollcall, raise its seats in the policy of the tenant, or deactivate somebody who holds one. Then retry the failed task in Okta (Dashboard > Tasks).`,
    )
    this.licence = licence
  }
}
