import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { NoticeTable } from './notice.table.ts'

export type NoticeRow = Selectable<NoticeTable>

/** Adds a notice, unless one of its kind about its subject is open already; says whether it is new. */
export async function insertNotice(trx: Trx, row: NoticeRow): Promise<boolean> {
  const result = await trx
    .insertInto('notice')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'kind', 'subject_id']).where('dismissed_at', 'is', null).doNothing(),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The newest first, before the given one. */
export async function listNotices(
  db: Db,
  tenantId: string,
  page: { readonly limit: number; readonly before?: string | undefined; readonly open?: boolean | undefined },
): Promise<NoticeRow[]> {
  const from = page.before === undefined ? undefined : [page.before]
  return listNoticePage(db, tenantId, { open: page.open }, { limit: page.limit, from, backwards: false })
}

export interface NoticeFilter {
  /** true: those that nobody dismissed and nothing settled. */
  readonly open?: boolean | undefined
  readonly kind?: string | undefined
}

/** One page, the newest first. */
export async function listNoticePage(
  db: Db,
  tenantId: string,
  filter: NoticeFilter,
  page: KeysetPage,
): Promise<NoticeRow[]> {
  const { condition } = keyset(['id'], 'desc', page)
  return matching(db, tenantId, filter)
    .selectAll()
    .where(condition)
    .orderBy('id', page.backwards ? 'asc' : 'desc')
    .limit(page.limit)
    .execute()
}

export async function countNotices(db: Db, tenantId: string, filter: NoticeFilter): Promise<number> {
  const row = await matching(db, tenantId, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

const matching = (db: Db, tenantId: string, { open, kind }: NoticeFilter) =>
  db
    .selectFrom('notice')
    .where('tenant_id', '=', tenantId)
    .$if(open === true, (query) => query.where('dismissed_at', 'is', null))
    .$if(open === false, (query) => query.where('dismissed_at', 'is not', null))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))

export async function findNotice(db: Db, tenantId: string, id: string): Promise<NoticeRow | undefined> {
  return db.selectFrom('notice').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()
}

export async function listNoticesById(
  db: Db,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<NoticeRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('notice').selectAll().where('tenant_id', 'in', tenantIds).where('id', 'in', ids).execute()
}

/** The open notice of a kind about a subject. */
export async function findOpenNotice(
  db: Db,
  tenantId: string,
  { kind, subjectId }: { readonly kind: string; readonly subjectId: string },
): Promise<NoticeRow | undefined> {
  return db
    .selectFrom('notice')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .where('dismissed_at', 'is', null)
    .executeTakeFirst()
}

/** Closes the open notice of a kind about a subject; false: there is none. */
export async function dismissNotice(
  trx: Trx,
  tenantId: string,
  notice: { readonly kind: string; readonly subjectId: string },
  at: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('notice')
    .set({ dismissed_at: at })
    .where('tenant_id', '=', tenantId)
    .where('kind', '=', notice.kind)
    .where('subject_id', '=', notice.subjectId)
    .where('dismissed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Closes the open notices of some kinds, about the subjects or of a whole directory. */
export async function dismissNotices(
  trx: Trx,
  tenantId: string,
  which: {
    readonly kinds: readonly string[]
    readonly subjectIds?: readonly string[]
    readonly directoryId?: string
  },
  at: string,
): Promise<void> {
  const { kinds, subjectIds, directoryId } = which
  if (kinds.length === 0 || subjectIds?.length === 0) return
  await trx
    .updateTable('notice')
    .set({ dismissed_at: at })
    .where('tenant_id', '=', tenantId)
    .where('kind', 'in', kinds)
    .where('dismissed_at', 'is', null)
    .$if(subjectIds !== undefined, (query) => query.where('subject_id', 'in', subjectIds ?? []))
    .$if(directoryId !== undefined, (query) => query.where('directory_id', '=', directoryId ?? ''))
    .execute()
}

/** The open notices of a kind, of every tenant, the oldest first. Needs the instance scope. */
export async function listOpenNoticesOfKind(
  db: Db,
  kind: string,
): Promise<(Pick<NoticeRow, 'detail' | 'tenant_id'> & { readonly tenantSlug: string })[]> {
  return db
    .selectFrom('notice')
    .innerJoin('tenant', 'tenant.id', 'notice.tenant_id')
    .select(['notice.tenant_id', 'notice.detail', 'tenant.slug as tenantSlug'])
    .where('notice.kind', '=', kind)
    .where('notice.dismissed_at', 'is', null)
    .orderBy('notice.id')
    .execute()
}

/** Whether there ever was a notice of the kind about the subject, dismissed or not. */
export async function hasNotice(
  db: Db,
  tenantId: string,
  { kind, subjectId }: { readonly kind: string; readonly subjectId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('subject_id', '=', subjectId)
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Closes every open notice about the subjects. */
export async function dismissNoticesAbout(
  trx: Trx,
  tenantId: string,
  subjectIds: readonly string[],
  at: string,
): Promise<void> {
  if (subjectIds.length === 0) return
  await trx
    .updateTable('notice')
    .set({ dismissed_at: at })
    .where('tenant_id', '=', tenantId)
    .where('subject_id', 'in', subjectIds)
    .where('dismissed_at', 'is', null)
    .execute()
}
