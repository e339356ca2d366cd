import { ScimError, wholeSeconds } from '@rollcall/scim-core'
import type { BrakeHoldRow } from '@rollcall/store'

/** 429 while the safety brake holds. What it did not change is rolled back; the hold itself is written afterwards (recordHold). */
export class BrakeHeldError extends ScimError {
  readonly hold: BrakeHoldRow

  constructor(detail: string, retryAfterSeconds: number, hold: BrakeHoldRow) {
    super(429, detail, { headers: { 'Retry-After': wholeSeconds(retryAfterSeconds) } })
    this.hold = hold
  }
}
