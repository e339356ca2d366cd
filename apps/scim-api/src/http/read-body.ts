import type { IncomingMessage, ServerResponse } from 'node:http'
import { BodyRefusedError, type Clock, foreignCharset, GRACE_MS, receiveBody } from '@rollcall/request-bodies'
import { invalidSyntax, ScimError, unsupportedMediaType } from '@rollcall/scim-core'
import { type Admission, type Asker, busy } from './admission.ts'
import { bodyTooLarge, MAX_BODY_BYTES } from './body-limit.ts'
import { type Encoding, encodingOf } from './inflate.ts'

const ACCEPTED = /^\s*application\/(scim\+json|json)\s*(;|$)/i

/** A body as it was sent. */
export interface RawBody {
  readonly bytes: Buffer
  readonly encoding: Encoding | undefined
}

/**
 * Receives the body of an authenticated client within what its directory and tenant may have: a stranger's bytes are never kept. Throws ScimError: 408, 413, 415, 429, or 400 for one that breaks off.
 */
export async function receiveRawBody(
  req: IncomingMessage,
  res: ServerResponse,
  { admission, asker, clock, onBytes }: BodyShare,
): Promise<RawBody> {
  const type = req.headers['content-type']
  if (type !== undefined && !ACCEPTED.test(type)) {
    throw unsupportedMediaType(`The body was sent as "${type}"; send it as application/scim+json or application/json.`)
  }
  const charset = foreignCharset(type ?? '')
  if (charset !== undefined) {
    throw unsupportedMediaType(
      `The body was sent in the charset "${charset}"; JSON is sent in UTF-8 (RFC 8259 section 8.1).`,
    )
  }
  const encoding = encodingOf(req.headers['content-encoding'])
  const leave = admission.enterBody(asker)
  try {
    return { bytes: await receiveBody(req, res, { maxBytes: MAX_BODY_BYTES, take: onBytes, clock }), encoding }
  } catch (error) {
    throw error instanceof BodyRefusedError ? toScimError(error) : error
  } finally {
    leave()
  }
}

export interface BodyShare {
  readonly admission: Admission
  readonly asker: Asker
  readonly clock: Clock
  /** Whether there is room for so many bytes more. */
  readonly onBytes: (bytes: number) => boolean
}

function toScimError({ reason }: BodyRefusedError): ScimError {
  switch (reason) {
    case 'too-large':
      return bodyTooLarge()
    case 'too-slow':
      return new ScimError(
        408,
        `The body came too slowly: it has ${GRACE_MS / 1_000} seconds, and more only while it keeps coming. Nothing was changed; send the request again.`,
      )
    case 'no-room':
      return tooManyBytes()
    case 'cut-off':
      return invalidSyntax('The body ended before its announced length.')
  }
}

export const tooManyBytes = () => busy('This tenant or directory is sending more bytes at once than its share.')
