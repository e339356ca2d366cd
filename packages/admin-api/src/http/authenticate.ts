import { authenticateApiKey, authenticateSession } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import { ANONYMOUS, type Caller } from '../caller.ts'
import { refused, unauthenticated } from '../errors.ts'
import type { SessionCookie } from './cookies.ts'
import { csrfFault } from './csrf.ts'

interface Credentials {
  readonly store: Store
  readonly publicUrl: string
  readonly cookie: SessionCookie
  readonly now: Date
  /** A file that is the same for everybody may be opened from anywhere; another site cannot read the answer. */
  readonly reads?: 'no data'
}

/** Who sent the request. An API key that is not accepted is an error; a session that is over is nobody. */
export async function authenticate(
  request: Request,
  { store, publicUrl, cookie, now, reads }: Credentials,
): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return authenticateKey(store, authorization, now)
  const secret = cookie.read(request.headers.get('cookie'))
  const fault = reads === 'no data' ? undefined : csrfFault(request, publicUrl, secret !== undefined)
  if (fault !== undefined) throw refused(fault)
  const found = secret === undefined ? undefined : await authenticateSession(store, secret, now)
  return found === undefined ? ANONYMOUS : { kind: 'admin', ...found }
}

async function authenticateKey(store: Store, authorization: string, now: Date): Promise<Caller> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (secret === undefined) throw unauthenticated('Send the API key as "Authorization: Bearer rck_…".')
  const result = await authenticateApiKey(store, secret, now)
  switch (result.outcome) {
    case 'accepted':
      return { kind: 'api-key', apiKey: result.apiKey, grants: result.grants }
    case 'unknown':
      throw unauthenticated('This API key is not known here.')
    case 'expired':
      throw unauthenticated(`This API key expired on ${result.at}.`)
    case 'revoked':
      throw unauthenticated(`This API key was revoked on ${result.at}.`)
  }
}
