import type { Projection } from '@rollcall/scim-core'
import { findResource, together } from '@rollcall/store'
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
  return ctx.store.read(typed.directory.tenant_id, async (db) => {
    const find = findResource(db, spaceOf(typed), id)
    if (typed.type.members !== undefined) {
      const row = await find
      if (row === undefined) throw unknownResource(typed, id)
      return viewResource(db, typed, row, { projection })
    }
    // In one round trip: the groups of a resource are few, whoever it is.
    const [row, relations] = await together([find, loadRelations(db, typed, [id], projection)])
    if (row === undefined) throw unknownResource(typed, id)
    return withRelations(row, relations)
  })
}
