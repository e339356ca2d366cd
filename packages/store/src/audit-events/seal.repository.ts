import { sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { tryElect } from '../retention/election.ts'
import type { AuditEventRow } from './audit-event.repository.ts'

/** Tenants with events that are not chained yet. Needs the instance scope. */
export async function listUnsealedTenants(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('audit_event').select('tenant_id').distinct().where('seq', 'is', null).execute()
  return rows.map((row) => row.tenant_id)
}

/** Elects the one sealer of a tenant until the transaction ends; false: another process is at it. SQLite has one writer anyway. */
export async function tryLockChain(trx: Trx, tenantId: string): Promise<boolean> {
  return tryElect(trx, `audit ${tenantId}`)
}

/** One link of a tenant's chain. */
export interface ChainLink {
  readonly seq: number
  readonly chain: string
}

/** The last link; undefined before the first. */
export async function findChainHead(db: Db, tenantId: string): Promise<ChainLink | undefined> {
  const row = await db
    .selectFrom('audit_event')
    .select(['seq', 'chain'])
    .where('tenant_id', '=', tenantId)
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { seq: row.seq ?? 0, chain: row.chain ?? '' }
}

/** Committed events that are not chained yet, by id. */
export async function listUnsealedEvents(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<Pick<AuditEventRow, 'id' | 'digest'>[]> {
  return db
    .selectFrom('audit_event')
    .select(['id', 'digest'])
    .where('tenant_id', '=', tenantId)
    .where('seq', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()
}

export async function countUnsealedEvents(db: Db, tenantId: string): Promise<number> {
  const row = await db
    .selectFrom('audit_event')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('tenant_id', '=', tenantId)
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

/** Writes the links of many events: one statement on PostgreSQL, one by key each on SQLite, whose planner would compare every event with every link. */
export async function sealEvents(
  trx: Trx,
  tenantId: string,
  links: readonly (ChainLink & { readonly id: string })[],
): Promise<void> {
  if (isPostgres(trx)) {
    await sql`update audit_event set seq = l.seq, chain = l.chain
      from json_to_recordset(${JSON.stringify(links)}::json) as l (id text, seq bigint, chain text)
      where audit_event.tenant_id = ${tenantId} and audit_event.id = l.id and audit_event.seq is null`.execute(trx)
    return
  }
  for (const { id, seq, chain } of links) {
    await trx
      .updateTable('audit_event')
      .set({ seq, chain })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute()
  }
}

/** Sealed events in order, after the given place. */
export async function listSealedEvents(
  db: Db,
  tenantId: string,
  afterSeq: number,
  limit: number,
): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** A signature over a link: a copy kept elsewhere proves that nothing before it was changed or cut off. */
export interface AuditCheckpointTable {
  tenant_id: string
  seq: number
  chain: string
  signed_at: string
  /** Ed25519, base64url. */
  public_key: string
  signature: string
}

export async function insertCheckpoint(trx: Trx, row: AuditCheckpointTable): Promise<void> {
  await trx.insertInto('audit_checkpoint').values(row).execute()
}

/** In order of seq. */
export async function listCheckpoints(db: Db, tenantId: string): Promise<AuditCheckpointTable[]> {
  return db.selectFrom('audit_checkpoint').selectAll().where('tenant_id', '=', tenantId).orderBy('seq').execute()
}
