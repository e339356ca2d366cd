import { authenticate as authenticateCredential } from '@rollcall/provisioning'
import { forbidden } from '@rollcall/scim-core'
import type { CredentialMatch, DirectoryRow, Store } from '@rollcall/store'
import type { Address } from './address.ts'
import { parseAuthorization, refused } from './credentials.ts'

/**
 * Which directory the request is for. Expired and revoked are told apart, since only who holds the secret hears it; a credential on the address of
 * another directory is answered like an unknown one. `client`: the address it sits at. Throws ScimError 401, or 403 for an inactive directory, and
 * BusyError while too many unknown credentials are looked up.
 */
export async function authenticate(
  store: Store,
  authorization: string | undefined,
  address: Address,
  now: Date,
  client: string | undefined,
): Promise<CredentialMatch> {
  const presented = parseAuthorization(authorization)
  const result = await authenticateCredential(store, presented, now, client)
  const what = presented.kind === 'bearer' ? 'token' : 'user name and password'
  if (result.outcome === 'unknown' || !isAddressed(result.match, address)) {
    const them = presented.kind === 'bearer' ? 'This token is' : 'This user name and password are'
    throw refused(`${them} not known here. Copy the ${what} of this directory again, or create a new one.`)
  }
  if (result.outcome !== 'accepted') {
    const ended = result.outcome === 'expired' ? 'expired' : 'was revoked'
    throw refused(`This ${what} ${ended} on ${result.at}. Create a new one and enter it in your identity provider.`)
  }
  if (result.match.directory.status !== 'active') {
    throw forbidden(
      `The directory "${result.match.directory.name}" is Inactive, so nothing was stored. Activate it in Rollcall, then try again.`,
    )
  }
  return result.match
}

/** The directory of a credential, where it is a known one, whatever else may speak against it. */
export async function findDirectoryOf(
  store: Store,
  authorization: string | undefined,
  client: string | undefined,
): Promise<DirectoryRow | undefined> {
  try {
    const result = await authenticateCredential(store, parseAuthorization(authorization), new Date(), client)
    return result.outcome === 'unknown' ? undefined : result.match.directory
  } catch {
    // Whoever answers the request says what is wrong with it.
    return undefined
  }
}

function isAddressed(match: CredentialMatch, { tenant, directory, alias }: Address): boolean {
  const same = (given: string | undefined, slug: string) =>
    given === undefined || given.toLowerCase() === slug.toLowerCase()
  return (
    same(tenant, match.tenantSlug) && same(directory, match.directory.slug) && same(alias, match.directory.alias ?? '')
  )
}
