import type { BulkMethod } from '@rollcall/scim-core'
import { listDirectGroupIds, lockResources, type Trx } from '@rollcall/store'
import type { TypedSpace } from '../resources/resource-space.ts'

/** A resource that a bulk operation names in its path. */
export interface Target {
  readonly typed: TypedSpace
  readonly id: string
  readonly method: BulkMethod
}

/**
 * Locks what the operations of one transaction name, in the order in which every writer locks: groups before others, each in order of id. Two bulk
 * requests that change the same people in opposite orders then wait in line instead of in a circle.
 */
export async function lockTargets(trx: Trx, targets: readonly Target[]): Promise<void> {
  const [first] = targets
  // A single one is locked by its own operation.
  if (first === undefined || targets.length === 1) return
  const tenantId = first.typed.directory.tenant_id
  const idsOf = (chosen: readonly Target[]) => chosen.map(({ id }) => id)
  // Whoever is removed leaves their groups, which is a change of these.
  const left = await listDirectGroupIds(trx, tenantId, idsOf(targets.filter(({ method }) => method === 'DELETE')))
  const isGroup = ({ typed }: Target) => typed.type.members !== undefined
  await lockResources(trx, tenantId, [...left, ...idsOf(targets.filter(isGroup))])
  await lockResources(trx, tenantId, idsOf(targets.filter((target) => !isGroup(target))))
}
