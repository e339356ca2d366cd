import { FairQueue, StoreBusyError } from '@rollcall/store'
import { TooManyAttemptsError } from '../errors.ts'

/**
 * Signing in takes connections of the database and, for some tens of milliseconds each, 19 MiB and a thread of the pool. More at once would starve
 * everything else, so strangers take two places in turns, whatever their number. What waits is bounded, and so is the time it waits.
 */
const STRANGERS = new FairQueue({ running: 2, runningOfScope: 1, waiting: 128, waitingOfScope: 8 })
/** A place apart, so that no number of strangers keeps out who is known already. */
const KNOWN = new FairQueue({ running: 1, runningOfScope: 1, waiting: 64, waitingOfScope: 4 })
/** When a full queue is worth another try. */
const BUSY_SECONDS = 2

/** Whose turn it is. */
export interface Turn {
  /** They hold a device, a session or a code of ours, rather than being anybody on the network. */
  readonly known: boolean
  /** The client, device or admin; all of them take turns. */
  readonly scope: string
}

/** Runs `work` when its turn comes. Not within another turn. Throws TooManyAttemptsError when too many wait already. */
export async function takeTurn<T>({ known, scope }: Turn, work: () => Promise<T>): Promise<T> {
  const queue = known ? KNOWN : STRANGERS
  let begun = false
  try {
    return await queue.run(scope, () => {
      begun = true
      return work()
    })
  } catch (error) {
    if (begun || !(error instanceof StoreBusyError)) throw error
    throw new TooManyAttemptsError(BUSY_SECONDS, 'More people are signing in than can be served at once.')
  }
}
