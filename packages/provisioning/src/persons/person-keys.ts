import { randomBytes } from 'node:crypto'
import { type Db, findPersonKey, insertPerson, lockPersonKey, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** A person and the key their values are encrypted under. */
export interface KeyedPerson {
  readonly id: string
  readonly key: Buffer
}

/** What a wrapped key is bound to. */
export const personKeyPurpose = (tenantId: string, personId: string): string => `person-key ${tenantId} ${personId}`

export async function createPerson(ctx: OperationContext, trx: Trx, tenantId: string): Promise<KeyedPerson> {
  const person = { id: ctx.newId(), key: randomBytes(32) }
  await insertPerson(trx, {
    tenantId,
    id: person.id,
    wrappedKey: ctx.keyring.wrap(person.key, personKeyPurpose(tenantId, person.id)),
    createdAt: ctx.now().toISOString(),
  })
  return person
}

/** undefined once the person was purged: what was sealed then stays sealed for ever. */
export async function findKeyedPerson(
  ctx: OperationContext,
  db: Db,
  tenantId: string,
  personId: string,
): Promise<KeyedPerson | undefined> {
  return opened(ctx, tenantId, personId, await findPersonKey(db, tenantId, personId))
}

/** The same for who gives the person another resource: nobody purges them before that is done. */
export async function holdKeyedPerson(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  personId: string,
): Promise<KeyedPerson | undefined> {
  return opened(ctx, tenantId, personId, await lockPersonKey(trx, tenantId, personId))
}

const opened = (ctx: OperationContext, tenantId: string, personId: string, wrapped: Buffer | undefined) =>
  wrapped === undefined
    ? undefined
    : { id: personId, key: ctx.keyring.unwrap(wrapped, personKeyPurpose(tenantId, personId)) }
