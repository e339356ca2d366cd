import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { ResultTooLargeError } from '../errors.ts'

/** Bytes of documents that may be in memory for one request. */
export class DocumentBudget {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  /** Throws ResultTooLargeError when less is left. */
  take(bytes: number): void {
    if (bytes > this.#left) throw new ResultTooLargeError('the documents are larger than one request may hold')
    this.#left -= bytes
  }
}

/** Takes the documents of live resources out of the budget, by their lengths: none is read for that. Throws ResultTooLargeError. */
export async function takeDocuments(
  db: Db,
  tenantId: string,
  by: 'id' | 'person_id',
  values: readonly string[],
  budget: DocumentBudget,
): Promise<void> {
  if (values.length === 0) return
  const found = await db
    .selectFrom('scim_resource')
    .select(sql<number | null>`sum(octet_length(doc))`.as('bytes'))
    .where('tenant_id', '=', tenantId)
    .where(by, 'in', values)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  budget.take(found?.bytes ?? 0)
}
