import type { BulkMethod } from '@rollcall/scim-core'
import { type DirectoryRow, listDirectGroupIds, lockNames, lockResources, type Trx } from '@rollcall/store'
import type { TypedSpace } from '../resources/resource-space.ts'

/** A resource that a bulk operation names in its path. */
export interface Target {
  readonly typed: TypedSpace
  readonly id: string
  readonly method: BulkMethod
}

/**
 * Waits for its turn among the bulk requests of the directory, and locks what the operations of one transaction name, in the order in which every writer
 * locks: groups before others, each in order of id. What else the operations come to lock (members, people of a policy) follows no order between them,
 * so two parts of one directory at the same time would often meet in a circle; and they are work of one process anyway.
 */
export async function lockTargets(trx: Trx, directory: DirectoryRow, targets: readonly Target[]): Promise<void> {
  await lockNames(trx, [`bulk ${directory.id}`])
  // A single one is locked by its own operation.
  if (targets.length < 2) return
  const { tenant_id: tenantId } = directory
  // PostgreSQL refuses a NUL in a parameter; no id holds one, so the operation itself answers that there is none.
  const idsOf = (chosen: readonly Target[]) => chosen.map(({ id }) => id).filter((id) => !id.includes('\u0000'))
  // Whoever is removed leaves their groups, which is a change of these.
  const left = await listDirectGroupIds(trx, tenantId, idsOf(targets.filter(({ method }) => method === 'DELETE')))
  const isGroup = ({ typed }: Target) => typed.type.members !== undefined
  await lockResources(trx, tenantId, [...left, ...idsOf(targets.filter(isGroup))])
  await lockResources(trx, tenantId, idsOf(targets.filter((target) => !isGroup(target))))
}
