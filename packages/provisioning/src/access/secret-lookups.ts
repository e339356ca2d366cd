import { FairQueue, type Store, StoreBusyError } from '@rollcall/store'
import { BusyError } from '../errors.ts'
import { toClient } from './client.ts'

/**
 * Look-ups of secrets that this process has not found before: whoever makes secrets up, however many at once, holds no more of the database than
 * this. Clients take turns.
 */
export const STRANGE_SECRETS = { running: 4, runningOfScope: 3, waiting: 1_000, waitingOfScope: 250 } as const

/** Secrets that were found, by their digests: more than a process serves at a time. */
const CAPACITY = 10_000
const RETRY_AFTER_SECONDS = 2

interface Lookups {
  /** The longest unused first. */
  readonly found: Set<string>
  readonly strange: FairQueue
}

const lookups = new WeakMap<Store['identity'], Lookups>()

function lookupsOf({ identity }: Store): Lookups {
  let own = lookups.get(identity)
  if (own === undefined) {
    own = { found: new Set(), strange: new FairQueue(STRANGE_SECRETS) }
    lookups.set(identity, own)
  }
  return own
}

/** A secret that was just made, or found: it never waits behind those that nobody knows. */
export function rememberSecret(store: Store, digest: string): void {
  const { found } = lookupsOf(store)
  found.delete(digest)
  found.add(digest)
  const [oldest] = found
  if (found.size > CAPACITY && oldest !== undefined) found.delete(oldest)
}

/**
 * What `look` finds in the database for the digest of a secret; undefined: nobody has it. One that was found before is looked up at once, any other
 * when its turn comes; `address` is where the client sits. Throws BusyError when too many wait already.
 */
export async function lookUpSecret<T>(
  store: Store,
  digest: string,
  address: string,
  look: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { found, strange } = lookupsOf(store)
  const value = found.has(digest) ? await look() : await inTurn(strange, toClient(address), look)
  if (value === undefined) found.delete(digest)
  else rememberSecret(store, digest)
  return value
}

async function inTurn<T>(strange: FairQueue, client: string, look: () => Promise<T>): Promise<T> {
  try {
    return await strange.run(client, look)
  } catch (error) {
    if (!(error instanceof StoreBusyError)) throw error
    throw new BusyError(
      'More keys, tokens and sessions that are not known here are being looked up than can be at once. Nothing was changed; send the request again.',
      RETRY_AFTER_SECONDS,
    )
  }
}
