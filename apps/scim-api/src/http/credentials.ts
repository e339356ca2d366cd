import type { PresentedCredential } from '@rollcall/provisioning'
import { type ScimError, unauthorized } from '@rollcall/scim-core'

const CHALLENGE = 'Bearer realm="SCIM", Basic realm="SCIM", charset="UTF-8"'

/** 401 with the challenge that RFC 7644 section 2 and RFC 9110 section 11.6.1 ask for. */
export const refused = (detail: string): ScimError => unauthorized(detail, { 'WWW-Authenticate': CHALLENGE })

/**
 * What the Authorization header presents. Okta's header mode sends what the admin typed, so a bare token and a doubled `Bearer` are taken;
 * any other scheme is refused by name.
 */
export function parseAuthorization(header: string | undefined): PresentedCredential {
  const text = header?.trim() ?? ''
  if (text === '')
    throw refused(
      'No credential was sent. Put the token of this directory into the Authorization header: Bearer <token>.',
    )
  const [scheme = '', ...rest] = text.split(/\s+/)
  if (rest.length === 0) {
    if (/^(bearer|basic)$/i.test(scheme))
      throw refused(`The Authorization header says ${scheme} and nothing after it; the token is missing.`)
    return { kind: 'bearer', token: scheme }
  }
  if (/^bearer$/i.test(scheme)) {
    const token = rest.filter((word) => !/^bearer$/i.test(word))
    if (token.length === 1) return { kind: 'bearer', token: token[0] as string }
    throw refused('The Authorization header does not hold exactly one token after Bearer.')
  }
  if (/^basic$/i.test(scheme) && rest.length === 1) return parseBasic(rest[0] as string)
  throw refused(
    `The Authorization scheme "${scheme.slice(0, 40)}" is not supported; use Bearer <token>, or Basic with a user name and password.`,
  )
}

/** RFC 7617. */
function parseBasic(encoded: string): PresentedCredential {
  const decoded = Buffer.from(encoded, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  if (colon < 0) throw refused('The Basic credential is not base64 of "user name:password".')
  return { kind: 'basic', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) }
}
