import { createHash } from 'node:crypto'
import {
  findChainHead,
  INSTANCE,
  insertCheckpoint,
  listUnsealedEvents,
  listUnsealedTenants,
  type Store,
  StoreUnavailableError,
  sealEvents,
  tryLockChain,
} from '@rollcall/store'
import type { Keyring } from '../crypto/keyring.ts'

const EVENTS_PER_TRANSACTION = 1_000
const INTERVAL_MS = 1_000
/** A checkpoint for every so many events, and no oftener than this. */
const CHECKPOINT_INTERVAL_MS = 60_000

/** What a link hangs on: the link before and the event's own digest. */
export const nextChain = (previous: string, digest: string): string =>
  createHash('sha256').update(`${previous}${digest}`).digest('hex')

/** The text that a checkpoint signs. */
export const checkpointText = (tenantId: string, seq: number, chain: string, signedAt: string): string =>
  `rollcall audit checkpoint\n${tenantId}\n${seq}\n${chain}\n${signedAt}`

/**
 * Chains audit events per tenant in the order in which they became visible. Events are inserted unchained, so that no two requests ever wait for one
 * chain; one sealer per tenant (elected by lock) catches up at least once a second.
 */
export class AuditSealer {
  readonly #store: Store
  readonly #keyring: Keyring
  readonly #onError: (error: unknown) => void
  readonly #timer: NodeJS.Timeout
  readonly #signedAt = new Map<string, number>()
  #running: Promise<void> | undefined

  constructor(store: Store, keyring: Keyring, onError: (error: unknown) => void) {
    this.#store = store
    this.#keyring = keyring
    this.#onError = onError
    this.#timer = setInterval(() => void this.run(), INTERVAL_MS)
    this.#timer.unref()
  }

  /** Seals what is there now; never throws. */
  run(): Promise<void> {
    this.#running ??= this.#sealAll()
      .catch(this.#onError)
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  /** Seals the rest and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
    await this.run()
  }

  async #sealAll(): Promise<void> {
    for (const tenantId of await this.#store.read(INSTANCE, listUnsealedTenants)) {
      try {
        while ((await this.#sealSome(tenantId)) === EVENTS_PER_TRANSACTION);
      } catch (error) {
        if (error instanceof StoreUnavailableError) throw error
        // What is wrong with one tenant's chain keeps no other tenant waiting.
        this.#onError(error)
      }
    }
  }

  async #sealSome(tenantId: string): Promise<number> {
    return this.#store.transaction(tenantId, async (trx) => {
      if (!(await tryLockChain(trx, tenantId))) return 0
      const events = await listUnsealedEvents(trx, tenantId, EVENTS_PER_TRANSACTION)
      if (events.length === 0) return 0
      let { seq, chain } = (await findChainHead(trx, tenantId)) ?? { seq: 0, chain: '' }
      const links = events.map(({ id, digest }) => {
        seq += 1
        chain = nextChain(chain, digest)
        return { id, seq, chain }
      })
      await sealEvents(trx, tenantId, links)
      if (this.#isCheckpointDue(tenantId)) {
        const signedAt = new Date().toISOString()
        const signed = this.#keyring.signCheckpoint(checkpointText(tenantId, seq, chain, signedAt))
        await insertCheckpoint(trx, {
          tenant_id: tenantId,
          seq,
          chain,
          signed_at: signedAt,
          public_key: signed.publicKey,
          signature: signed.signature,
        })
      }
      return events.length
    })
  }

  #isCheckpointDue(tenantId: string): boolean {
    const now = performance.now()
    const last = this.#signedAt.get(tenantId)
    if (last !== undefined && now - last < CHECKPOINT_INTERVAL_MS) return false
    this.#signedAt.set(tenantId, now)
    return true
  }
}
