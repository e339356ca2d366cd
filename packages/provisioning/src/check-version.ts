import { StaleVersionError } from '@rollcall/store'

/** Refuses a change that was made from an older version than the stored one. Without an expectation the change is made anyway. */
export function checkVersion(row: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && row.version !== expected) {
    throw new StaleVersionError(
      `It is at version ${row.version} now, not ${expected}: somebody changed it meanwhile. Read it again and repeat the change.`,
    )
  }
}
