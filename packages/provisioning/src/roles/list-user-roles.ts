import type { ResourceDocument } from '@rollcall/scim-core'
import {
  type DirectoryRow,
  findResource,
  findResourceByName,
  listDirectories,
  listGroupRoles,
  listGroupsOf,
  listWaitingResources,
  NotFoundError,
  type ResourceRow,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { personTypeOf } from '../definitions/definitions.ts'
import { foldGroupName } from './role-prefix.ts'
import { deriveUserRoles, type UserRole } from './user-roles.ts'

/** A user of one directory with the roles that its groups, and the policy's rules, grant. */
export interface UserWithRoles {
  readonly directory: DirectoryRow
  readonly user: ResourceRow
  readonly roles: readonly UserRole[]
}

/** By SCIM id or userName, in every directory of the tenant that has such a user. Throws NotFoundError. */
export function listUserRoles(ctx: OperationContext, tenantId: string, idOrUserName: string): Promise<UserWithRoles[]> {
  return ctx.store.read(tenantId, async (db) => {
    const found: UserWithRoles[] = []
    for (const directory of await listDirectories(db, tenantId)) {
      const type = personTypeOf(directory)
      if (type === undefined) continue
      const space = { tenantId, directoryId: directory.id, type: type.name }
      const user =
        (await findResource(db, space, idOrUserName)) ??
        (await findResourceByName(db, space, foldGroupName(directory, idOrUserName)))
      if (user === undefined) continue
      // Of whom nobody has said yet whose user it is, nothing follows.
      if ((await listWaitingResources(db, tenantId, [user.id])).length > 0) {
        found.push({ directory, user, roles: [] })
        continue
      }
      const groups = await listGroupsOf(db, tenantId, [user.id])
      const bound = await listGroupRoles(
        db,
        tenantId,
        groups.map((group) => group.id),
      )
      const holder = { directory, type, document: JSON.parse(user.doc) as ResourceDocument }
      found.push({ directory, user, roles: deriveUserRoles(holder, groups, bound) })
    }
    if (found.length === 0) throw new NotFoundError('user', idOrUserName)
    return found
  })
}
