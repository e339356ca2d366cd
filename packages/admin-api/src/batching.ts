import type { Store } from '@rollcall/store'

/** How the loaders of one request share statements. */
export interface Batching {
  /** The store, with the reads of this request counted. */
  readonly store: Store
  /** Counts other work that may still load something. It must not wait for a loader. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** DataLoader's `batchScheduleFn`. */
  schedule(dispatch: () => void): void
}

/**
 * Loaders ask once nothing that this request reads is outstanding, and no field of it waits for its turn of the event loop. DataLoader's own schedule asks as soon as the present tick is over: where answers
 * come one by one (PostgreSQL, the more so under load), what could share a statement would be asked for with several. No read may wait for a loader.
 */
export function createBatching(store: Store): Batching {
  const waiting: (() => void)[] = []
  let pending = 0
  let scheduled = false

  function settle(): void {
    if (scheduled || pending > 0 || waiting.length === 0) return
    scheduled = true
    // After everything that follows at once from the last answer, which may read or load more.
    setImmediate(() => {
      scheduled = false
      if (pending > 0) return
      for (const dispatch of waiting.splice(0)) dispatch()
    })
  }

  async function counted<T>(work: () => Promise<T>): Promise<T> {
    pending += 1
    try {
      return await work()
    } finally {
      pending -= 1
      settle()
    }
  }

  return {
    store: {
      ...store,
      read: (scope, work, options) => counted(() => store.read(scope, work, options)),
      readLong: (scope, work, options) => counted(() => store.readLong(scope, work, options)),
    },
    during: counted,
    schedule(dispatch) {
      waiting.push(dispatch)
      settle()
    },
  }
}
