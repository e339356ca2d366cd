import type { Db } from '../database.ts'
import type { ResourceRow, ResourceSpace } from './resource.repository.ts'

/** Removed resources that had the name, the latest first. No index leads here, so it is for questions of admins, over readLong. */
export async function listRemovedByName(
  db: Db,
  space: ResourceSpace,
  nameKey: string,
  limit: number,
): Promise<ResourceRow[]> {
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('name_key', '=', nameKey)
    .where('removed_at', 'is not', null)
    .orderBy('removed_at', 'desc')
    .limit(limit)
    .execute()
}
