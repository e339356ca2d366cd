import type { Db } from '../database.ts'
import type { ResourceRow, ResourceSpace } from './resource.repository.ts'

/** Live resources in the order they were made, after the given one: for walks over a whole directory, a piece at a time. */
export async function walkResources(
  db: Db,
  space: ResourceSpace,
  after: Pick<ResourceRow, 'n' | 'id'> | undefined,
  limit: number,
): Promise<Pick<ResourceRow, 'id' | 'n' | 'doc'>[]> {
  return db
    .selectFrom('scim_resource')
    .select(['id', 'n', 'doc'])
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('removed_at', 'is', null)
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) => eb(refTuple('n', 'id'), '>', tuple(after?.n ?? 0, after?.id ?? ''))),
    )
    .orderBy('n')
    .orderBy('id')
    .limit(limit)
    .execute()
}
