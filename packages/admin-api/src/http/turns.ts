import { WHOLE_INSTANCE } from '@rollcall/provisioning'
import { FairQueue, StoreBusyError } from '@rollcall/store'
import type { Caller } from '../caller.ts'
import { apiError } from '../errors.ts'

/** Requests that run at once and that wait for their turn. docs/graphql.md publishes the shares. */
export const TURNS = { running: 24, runningOfScope: 4, waiting: 512, waitingOfScope: 64 } as const

/** Whoever is not signed in cannot take the turns of those who are. */
export const STRANGER_TURNS = { running: 8, runningOfScope: 2, waiting: 128, waitingOfScope: 16 } as const

const RETRY_AFTER_SECONDS = 5

const busy = () =>
  apiError(
    'RATE_LIMITED',
    'More requests are waiting than can be served soon. Try again in a moment, and send fewer at once.',
    {
      extensions: { retryAfterSeconds: RETRY_AFTER_SECONDS },
      headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
    },
  )

/** Whose turn a request waits for. */
export interface Asker {
  readonly caller: Caller
  readonly address: string
  /** Whose account the browser signed in to before, as its sealed cookie says. */
  readonly deviceOf?: string | undefined
}

/**
 * Admits requests: a tenant's (or an instance-wide caller's, or an address's) own requests wait for each other before others wait for them. A browser
 * that signed in before does not wait among strangers.
 */
export class Turns {
  readonly #known = new FairQueue(TURNS)
  readonly #strangers = new FairQueue(STRANGER_TURNS)

  /** Runs `work`, which answers its own failures, when its turn comes. Throws RATE_LIMITED when too many wait already. */
  async run<T>({ caller, address, deviceOf }: Asker, work: () => Promise<T>): Promise<T> {
    const scope = caller.kind === 'anonymous' ? deviceOf : scopeOf(caller)
    try {
      return await (scope === undefined ? this.#strangers.run(address, work) : this.#known.run(scope, work))
    } catch (error) {
      if (error instanceof StoreBusyError) throw busy()
      throw error
    }
  }
}

/** One tenant's admins and keys share; whoever has roles in several, or in the instance, stands for themselves. */
function scopeOf(caller: Exclude<Caller, { kind: 'anonymous' }>): string {
  const tenants = new Set(caller.grants.map(({ tenantId }) => tenantId))
  const [only] = tenants
  const self = caller.kind === 'admin' ? caller.admin.id : caller.apiKey.id
  return tenants.size === 1 && only !== undefined && only !== WHOLE_INSTANCE ? only : self
}
