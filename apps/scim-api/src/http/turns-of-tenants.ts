import { FairQueue, StoreBusyError } from '@rollcall/store'
import { busy } from './admission.ts'

/** Runs work on large bodies, so many at once and one of a tenant, tenants in turn. What it returns throws ScimError 429 when too many wait. */
export function turnsOfTenants(atOnce: number): <T>(tenantId: string, work: () => Promise<T>) => Promise<T> {
  const queue = new FairQueue({ running: atOnce, runningOfScope: 1, waiting: 256, waitingOfScope: 64 })
  return async (tenantId, work) => {
    try {
      return await queue.run(tenantId, work)
    } catch (error) {
      throw error instanceof StoreBusyError ? busy('More large bodies are waiting than can be read soon.') : error
    }
  }
}
