import {
  type DirectoryRow,
  findResource,
  findResourceByName,
  listDirectories,
  listGroupsOf,
  NotFoundError,
  type ResourceRow,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { foldGroupName } from './role-prefix.ts'
import { deriveUserRoles, type UserRole } from './user-roles.ts'

/** A user of one directory with the roles that its groups grant. */
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
      const type = resourceTypesOf(directory).types.find((candidate) => candidate.definition.person === true)
      if (type === undefined) continue
      const space = { tenantId, directoryId: directory.id, type: type.name }
      const user =
        (await findResource(db, space, idOrUserName)) ??
        (await findResourceByName(db, space, foldGroupName(directory, idOrUserName)))
      if (user === undefined) continue
      const groups = await listGroupsOf(db, tenantId, [user.id])
      found.push({ directory, user, roles: deriveUserRoles(directory, groups) })
    }
    if (found.length === 0) throw new NotFoundError('user', idOrUserName)
    return found
  })
}
