import { type CredentialMatch, findCredentialByHash, INSTANCE, type Store } from '@rollcall/store'
import { lookUpSecret } from '../access/secret-lookups.ts'
import { hashBasic, hashSecret } from '../crypto/secrets.ts'
import { cachedCredential } from './credential-cache.ts'

/** What a client presented. */
export type PresentedCredential =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

export type Authentication =
  | { readonly outcome: 'accepted'; readonly match: CredentialMatch }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'expired'; readonly match: CredentialMatch; readonly at: string }
  | { readonly outcome: 'revoked'; readonly match: CredentialMatch; readonly at: string }

/** Which directory a credential opens. Only who holds the secret learns that it expired or was revoked. `address`: of the client. Throws BusyError (lookUpSecret). */
export async function authenticate(
  store: Store,
  presented: PresentedCredential,
  now: Date,
  address = 'unknown',
): Promise<Authentication> {
  const digest =
    presented.kind === 'bearer' ? hashSecret(presented.token) : hashBasic(presented.username, presented.password)
  const match = await cachedCredential(store, digest, () =>
    lookUpSecret(store, digest, address, () =>
      store.read(INSTANCE, (db) => findCredentialByHash(db, digest), { inTurns: true }),
    ),
  )
  if (match === undefined || match.credential.kind !== presented.kind) return { outcome: 'unknown' }
  const { revoked_at: revokedAt, expires_at: expiresAt } = match.credential
  if (revokedAt !== null) return { outcome: 'revoked', match, at: revokedAt }
  if (expiresAt !== null && expiresAt <= now.toISOString()) return { outcome: 'expired', match, at: expiresAt }
  return { outcome: 'accepted', match }
}
