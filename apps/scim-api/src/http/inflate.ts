import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate as inflateZlib } from 'node:zlib'
import { invalidSyntax, unsupportedMediaType } from '@rollcall/scim-core'
import { bodyTooLarge, MAX_BODY_BYTES } from './body-limit.ts'
import { turnsOfTenants } from './turns-of-tenants.ts'

const INFLATE = { gzip: promisify(gunzip), deflate: promisify(inflateZlib), br: promisify(brotliDecompress) }

export type Encoding = keyof typeof INFLATE

/** How the body is compressed, if it is. Throws ScimError 415. */
export function encodingOf(header: string | undefined): Encoding | undefined {
  const name = header?.trim().toLowerCase() ?? 'identity'
  if (name === 'identity' || name === '') return undefined
  if (Object.hasOwn(INFLATE, name)) return name as Encoding
  throw unsupportedMediaType('The Content-Encoding is not supported; use gzip, deflate, br or none.')
}

/** Inflating takes threads that files and passwords need too: few at once, tenants in turn. */
const inTurn = turnsOfTenants(2)

/**
 * Inflates a whole body, stopping at the size that a body may have. Throws ScimError 413, or 400 for what is not what its encoding says,
 * or 429 when too many wait.
 */
export function inflate(bytes: Buffer, encoding: Encoding, tenantId: string): Promise<Buffer> {
  return inTurn(tenantId, async () => {
    try {
      return await INFLATE[encoding](bytes, { maxOutputLength: MAX_BODY_BYTES })
    } catch (error) {
      throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE'
        ? bodyTooLarge()
        : invalidSyntax('The compressed body cannot be read.')
    }
  })
}
