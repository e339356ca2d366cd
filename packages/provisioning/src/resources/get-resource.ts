import type { Projection } from '@rollcall/scim-core'
import { findResource } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { type ResourceView, viewResource } from './resource-view.ts'
import { unknownResource } from './write-options.ts'

/** GET of one resource (RFC 7644 section 3.4.1). Throws ScimError 404. */
export function getResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  projection: Projection | undefined,
): Promise<ResourceView> {
  return ctx.store.read(typed.directory.tenant_id, async (db) => {
    const row = await findResource(db, spaceOf(typed), id)
    if (row === undefined) throw unknownResource(typed, id)
    return viewResource(db, typed, row, { projection })
  })
}
