import { payloadTooLarge, type ScimError } from '@rollcall/scim-core'

/** Room for a PUT of a group of 100,000 members. Holds for the body as it is sent, and inflated. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024

export const bodyTooLarge = (): ScimError =>
  payloadTooLarge(`The body is larger than ${MAX_BODY_BYTES} bytes; send the change in smaller parts.`)
