import { type Db, isPostgres } from '../database.ts'
import type { ResourceSpace } from './resource.repository.ts'

export interface PendingTotal {
  readonly space: ResourceSpace
  readonly delta: number
}

type Pending = Map<string, PendingTotal>

/** By what all handles of one connection share: there is one transaction at a time on it. */
const pendingOf = new WeakMap<object, Pending>()
const connectionOf = (trx: Db): object => trx.getExecutor().adapter

/** Keeps a change of a total until the transaction commits. */
export function addPendingTotal(trx: Db, space: ResourceSpace, delta: number): void {
  const pending: Pending = pendingOf.get(connectionOf(trx)) ?? new Map()
  pendingOf.set(connectionOf(trx), pending)
  const key = JSON.stringify([space.tenantId, space.directoryId, space.type])
  pending.set(key, { space, delta: (pending.get(key)?.delta ?? 0) + delta })
}

/** The sums in one fixed order, zeros left out; nothing is pending afterwards. */
export function takePendingTotals(trx: Db): PendingTotal[] {
  const pending = pendingOf.get(connectionOf(trx))
  pendingOf.delete(connectionOf(trx))
  if (pending === undefined) return []
  return [...pending]
    .filter(([, { delta }]) => delta !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, total]) => total)
}

/** Remembers what is pending now; calling the result forgets what was added since, as rolling back to a savepoint does with rows. */
export function savePendingTotals(trx: Db): () => void {
  if (!isPostgres(trx)) return () => undefined
  const saved: Pending = new Map(pendingOf.get(connectionOf(trx)))
  return () => void pendingOf.set(connectionOf(trx), saved)
}
