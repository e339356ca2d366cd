import { authenticateApiKey, authenticateSession } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import { ANONYMOUS, type Caller } from '../caller.ts'
import { refused, unauthenticated } from '../errors.ts'
import type { HostCookie } from './cookies.ts'
import { csrfFault } from './csrf.ts'

/** What a request's head says of who sent it. */
export type Identity =
  | {
      readonly caller: Caller
      /** Whose share a body is counted against; undefined: nobody is signed in. */
      readonly holder: string | undefined
    }
  /** Why nobody can be named: what was refused, or a database that is away. */
  | { readonly failure: unknown }

interface Authentication {
  readonly store: Store
  readonly publicUrl: string
  readonly cookie: HostCookie
  readonly now: Date
  /** Where the client sits. */
  readonly address: string
  /** A file that is the same for everybody may be opened from anywhere; another site cannot read the answer. */
  readonly reads?: 'no data'
}

/** The same as `authenticate`, with what it throws as a value. */
export async function identify(head: Request, using: Authentication): Promise<Identity> {
  try {
    const caller = await authenticate(head, using)
    return { caller, holder: holderOf(caller) }
  } catch (failure) {
    return { failure }
  }
}

function holderOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'admin':
      return caller.admin.id
    case 'api-key':
      return caller.apiKey.id
    case 'anonymous':
      return undefined
  }
}

/** Who sent the request. An API key that is not accepted is an error; a session that is over is nobody. */
export async function authenticate(
  request: Request,
  { store, publicUrl, cookie, now, address, reads }: Authentication,
): Promise<Caller> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return authenticateKey(authorization, { store, now, address })
  const secret = cookie.read(request.headers.get('cookie'))
  const fault = reads === 'no data' ? undefined : csrfFault(request, publicUrl, secret !== undefined)
  if (fault !== undefined) throw refused(fault)
  const found = secret === undefined ? undefined : await authenticateSession(store, secret, now, address)
  return found === undefined ? ANONYMOUS : { kind: 'admin', ...found }
}

async function authenticateKey(
  authorization: string,
  { store, now, address }: Pick<Authentication, 'store' | 'now' | 'address'>,
): Promise<Caller> {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  if (secret === undefined) throw unauthenticated('Send the API key as "Authorization: Bearer rck_…".')
  const result = await authenticateApiKey(store, secret, now, address)
  switch (result.outcome) {
    case 'accepted':
      return { kind: 'api-key', apiKey: result.apiKey, grants: result.grants }
    case 'unknown':
      throw unauthenticated('This API key is not known here.')
    case 'expired':
      throw unauthenticated(`This API key expired on ${result.at}.`)
    case 'revoked':
      throw unauthenticated(`This API key was revoked on ${result.at}.`)
    case 'maker_disabled':
      throw unauthenticated('The admin who made this API key is disabled. It works again when they are enabled.')
    case 'maker_removed':
      throw unauthenticated('The admin who made this API key was removed. Make a new key.')
  }
}
