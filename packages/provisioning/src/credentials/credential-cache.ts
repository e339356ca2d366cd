import type { CredentialMatch, Store } from '@rollcall/store'

/** Another process sees a revocation within this time; the process that revokes sees it at once. */
const MAX_AGE_MS = 1_000
const CAPACITY = 10_000

interface Entry {
  readonly match: CredentialMatch | undefined
  readonly readAt: number
}

/** One cache per opened database: two servers in one process (tests) share nothing. */
const caches = new WeakMap<Store['identity'], Map<string, Entry>>()

function cacheOf({ identity }: Store): Map<string, Entry> {
  let cache = caches.get(identity)
  if (cache === undefined) {
    cache = new Map()
    caches.set(identity, cache)
  }
  return cache
}

/** The match of a digest, read again when older than a second. Unknown digests are not kept: a flood of guesses must not push real ones out. */
export async function cachedCredential(
  store: Store,
  secretHash: string,
  read: () => Promise<CredentialMatch | undefined>,
): Promise<CredentialMatch | undefined> {
  const cache = cacheOf(store)
  const entry = cache.get(secretHash)
  if (entry !== undefined && performance.now() - entry.readAt < MAX_AGE_MS) return entry.match
  const readAt = performance.now()
  const match = await read()
  if (match === undefined) cache.delete(secretHash)
  else {
    if (cache.size >= CAPACITY) cache.clear()
    // A change that was made while we read must not be hidden by what we read before it.
    if (cacheOf(store) === cache) cache.set(secretHash, { match, readAt })
  }
  return match
}

/** After any change to a credential or directory. */
export function forgetCredentials(store: Store): void {
  caches.set(store.identity, new Map())
}
