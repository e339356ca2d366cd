import { sql } from 'kysely'
import type { Db } from '../database.ts'

/** The first of the live resources (or, without ids, of the group's direct members) that bears one of the names; undefined: none does. */
export async function findNamedMember(
  db: Db,
  tenantId: string,
  group: { readonly id: string; readonly memberIds?: readonly string[] | undefined },
  nameKeys: readonly string[],
): Promise<string | undefined> {
  if (nameKeys.length === 0 || group.memberIds?.length === 0) return undefined
  const row = await db
    .selectFrom('scim_resource')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('name_key', 'in', nameKeys)
    .where('removed_at', 'is', null)
    .$if(group.memberIds !== undefined, (query) => query.where('id', 'in', group.memberIds ?? []))
    .$if(group.memberIds === undefined, (query) =>
      query.where(({ exists, selectFrom }) =>
        exists(
          selectFrom('scim_member')
            .select(sql.lit(1).as('one'))
            .whereRef('scim_member.tenant_id', '=', 'scim_resource.tenant_id')
            .where('scim_member.group_id', '=', group.id)
            .whereRef('scim_member.member_id', '=', 'scim_resource.id'),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row?.id
}
