import type { Projection } from '@rollcall/scim-core'
import { type Db, findResource, type ResourceRow, together } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { loadRelations, type ResourceView, viewResource, withRelations } from './resource-view.ts'
import { unknownResource } from './write-options.ts'

/** GET of one resource (RFC 7644 section 3.4.1). Throws ScimError 404. */
export function getResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  projection: Projection | undefined,
): Promise<ResourceView> {
  checkOperation(typed, 'read')
  // PostgreSQL refuses a NUL in a parameter; no id holds one.
  if (id.includes('\u0000')) return Promise.reject(unknownResource(typed, id))
  const { tenant_id: tenantId } = typed.directory
  const find = (db: Db) => findResource(db, spaceOf(typed), id)
  if (typed.type.members !== undefined) {
    return ctx.store.read(tenantId, async (db) =>
      viewResource(db, typed, found(typed, id, await find(db)), { projection }),
    )
  }
  // In one round trip: the groups of a resource are few, whoever it is, and no part of its version.
  const work = async (db: Db) => {
    const [row, relations] = await together([find(db), loadRelations(db, typed, [id], projection)])
    return withRelations(found(typed, id, row), relations)
  }
  return ctx.store.read(tenantId, work, { inTurns: true })
}

function found(typed: TypedSpace, id: string, row: ResourceRow | undefined): ResourceRow {
  if (row === undefined) throw unknownResource(typed, id)
  return row
}
