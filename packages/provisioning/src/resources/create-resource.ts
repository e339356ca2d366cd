import {
  type AcceptedResource,
  acceptCreate,
  type Json,
  type Note,
  type ResourceDocument,
  readMembersAhead,
} from '@rollcall/scim-core'
import { addToTotal, insertResource, type ResourceRow, type Trx, writeUniqueValues, writeValues } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { enforceContract } from '../contract/enforce-contract.ts'
import { keepUnknown } from '../contract/keep-unknown.ts'
import { nextNumber } from '../ids.ts'
import { personOfCreate } from '../persons/person-of-create.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { withTurns } from '../with-turns.ts'
import { attachAwaited } from './attach-awaited.ts'
import { changeMembers } from './change-members.ts'
import { columnsOf, entriesOf, uniqueValuesOf } from './indexed.ts'
import { recordChange } from './record-change.ts'
import { namesAreUnique, spaceOf, type TypedSpace } from './resource-space.ts'
import { type ResourceView, viewResource } from './resource-view.ts'
import { onDuplicate } from './uniqueness.ts'
import type { WriteOptions } from './write-options.ts'
import { writeTransaction } from './write-transaction.ts'

export interface WrittenResource {
  readonly view: ResourceView
  readonly notes: readonly Note[]
}

/** POST (RFC 7644 section 3.3): always a new resource with a new id (of ours, made beforehand for bulk requests). Throws ScimError. */
export async function createResource(
  ctx: OperationContext,
  typed: TypedSpace,
  body: Json,
  options: WriteOptions & { readonly id?: string | undefined } = {},
): Promise<WrittenResource> {
  checkOperation(typed, 'create')
  await withTurns(readMembersAhead(typed.type, body))
  const accepted = enforceContract(typed, acceptCreate(typed.type, body))
  return onDuplicate(
    typed,
    () => accepted.document,
    () =>
      writeTransaction(ctx, typed, async (trx) => {
        const row = await insert(ctx, trx, typed, accepted, options.id ?? ctx.newId())
        await keepUnknown(ctx, trx, typed, row.id, 'created', accepted.notes)
        await attachAwaited(ctx, trx, typed, row, awaitedValues(typed, row, options.id))
        return { view: await viewResource(trx, typed, row, options), notes: accepted.notes }
      }),
  )
}

async function insert(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  accepted: AcceptedResource,
  id: string,
): Promise<ResourceRow> {
  const space = spaceOf(typed)
  const at = ctx.now()
  const document = withId(accepted.document, id)
  const columns = columnsOf(typed.type, document)
  const person = await personOfCreate(ctx, trx, typed, { id, document, columns })
  const row: ResourceRow = {
    tenant_id: space.tenantId,
    directory_id: space.directoryId,
    type: space.type,
    id,
    n: nextNumber(at),
    name_tie: namesAreUnique(typed) ? '' : id,
    ...columns,
    version: 1,
    person_id: person?.id ?? null,
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
    removed_at: null,
  }
  await insertResource(trx, row)
  await writeValues(trx, space, id, [], entriesOf(typed.type, document))
  await writeUniqueValues(trx, space, id, [], uniqueValuesOf(typed.type, document))
  await addToTotal(trx, space, 1)
  const { added } = await changeMembers(ctx, trx, typed, id, [{ kind: 'add', members: accepted.members ?? [] }])
  await recordChange(ctx, trx, typed, {
    operation: 'created',
    resourceId: id,
    version: 1,
    at: row.created_at,
    person,
    before: undefined,
    after: document,
    addedMembers: added,
  })
  return row
}

function awaitedValues({ directory }: TypedSpace, row: ResourceRow, madeBeforehand: string | undefined): string[] {
  const byExternalId = directory.unresolved_members === 'attach' ? row.external_id : null
  return [madeBeforehand, byExternalId].filter((value) => typeof value === 'string')
}

/** `schemas` first, then `id`, then the rest as accepted. */
function withId({ schemas, ...rest }: ResourceDocument, id: string): ResourceDocument {
  return { schemas, id, ...rest }
}
