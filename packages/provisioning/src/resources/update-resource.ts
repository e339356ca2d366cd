import {
  type AcceptedResource,
  acceptReplace,
  applyPatch,
  type Json,
  type MemberChange,
  type Note,
  parsePatch,
  type ResourceDocument,
  readMembersAhead,
} from '@rollcall/scim-core'
import {
  findResource,
  type HistoryOperation,
  type ResourceRow,
  type Trx,
  together,
  updateResource as updateRow,
  writeUniqueValues,
  writeValues,
} from '@rollcall/store'
import { keepLocal } from '../authority/keep-local.ts'
import type { OperationContext } from '../context.ts'
import { enforceContract } from '../contract/enforce-contract.ts'
import { keepUnknown } from '../contract/keep-unknown.ts'
import { findKeyedPerson } from '../persons/person-keys.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { guardChange } from '../protection/guard-change.ts'
import { withBrake } from '../protection/with-brake.ts'
import { withTurns } from '../with-turns.ts'
import { changeMembers } from './change-members.ts'
import type { WrittenResource } from './create-resource.ts'
import { columnsOf, type DocumentColumns, entriesOf, uniqueValuesOf } from './indexed.ts'
import { recordChange } from './record-change.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { type ResourceView, type ViewOptions, viewResource } from './resource-view.ts'
import { onDuplicate } from './uniqueness.ts'
import { checkPrecondition, unknownResource, type WriteOptions } from './write-options.ts'
import { writeTransaction } from './write-transaction.ts'

/** What a PUT or PATCH wants of the current document. */
interface Wanted {
  readonly document: ResourceDocument
  readonly memberChanges: readonly MemberChange[]
  readonly notes: readonly Note[]
}

/** PUT (RFC 7644 section 3.5.1). Throws ScimError. */
export async function replaceResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  body: Json,
  options: WriteOptions = {},
): Promise<WrittenResource> {
  await withTurns(readMembersAhead(typed.type, body))
  return update(ctx, typed, id, 'replaced', options, (current) => {
    const accepted = acceptReplace(typed.type, body, current)
    return {
      document: keepId(current, accepted),
      memberChanges: replacedMembers(typed, accepted),
      notes: accepted.notes,
    }
  })
}

const keepId = ({ id }: ResourceDocument, { document: { schemas, ...rest } }: AcceptedResource): ResourceDocument => ({
  schemas,
  id,
  ...rest,
})

const replacedMembers = ({ type }: TypedSpace, { members }: AcceptedResource): MemberChange[] =>
  type.members === undefined ? [] : [{ kind: 'replace', members: members ?? [] }]

/** Above this many members a PATCH is answered without the resource (204), so that its cost does not grow with the group. */
const MEMBERS_IN_PATCH_ANSWER = 500

/** A patched resource; `empty`: the request held no operation at all. */
export interface PatchedView extends WrittenResource {
  readonly empty: boolean
}

/** PATCH (RFC 7644 section 3.5.2). A view that is `tooLarge` is answered 204. Throws ScimError. */
export async function patchResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  body: Json,
  options: WriteOptions = {},
): Promise<PatchedView> {
  await withTurns(readMembersAhead(typed.type, body))
  const operations = parsePatch(body)
  const memberLimit = options.projection === undefined ? MEMBERS_IN_PATCH_ANSWER : undefined
  const written = await update(ctx, typed, id, 'patched', { ...options, memberLimit }, (current) =>
    applyPatch(typed.type, operations, current),
  )
  return { ...written, empty: operations.length === 0 }
}

/** What an admin does, who minds what is theirs and not what the provider may do. Throws ScimError. */
export const editResource = (
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  want: (current: ResourceDocument) => Wanted,
  options: WriteOptions = {},
): Promise<WrittenResource> => update(ctx, typed, id, 'patched', { ...options, byAdmin: true }, want)

async function update(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  operation: HistoryOperation,
  options: WriteOptions & ViewOptions & { readonly byAdmin?: boolean },
  want: (current: ResourceDocument) => Wanted,
): Promise<WrittenResource> {
  if (options.byAdmin !== true) checkOperation(typed, 'update')
  let attempted: ResourceDocument = {}
  const transact = () =>
    writeTransaction(ctx, typed, async (trx) => {
      const row = await findResource(trx, spaceOf(typed), id, { lock: true })
      if (row === undefined) throw unknownResource(typed, id)
      checkPrecondition(row, options)
      const current = JSON.parse(row.doc) as ResourceDocument
      const pushed = options.byAdmin === true ? want(current) : keepLocal(typed, want(current), current)
      const wanted = enforceContract(typed, pushed, current)
      attempted = wanted.document
      await keepUnknown(ctx, trx, typed, id, operation, wanted.notes)
      const view = await write(ctx, trx, typed, operation, row, current, wanted, options)
      return { view, notes: wanted.notes }
    })
  return withBrake(ctx, typed, () => onDuplicate(typed, () => attempted, transact))
}

/** Writes what differs; nothing differs: no version, no event, no audit noise. Returns what the answer shows. */
async function write(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  operation: HistoryOperation,
  row: ResourceRow,
  current: ResourceDocument,
  wanted: Wanted,
  options: ViewOptions,
): Promise<ResourceView> {
  const space = spaceOf(typed)
  const { added, removed } = await changeMembers(ctx, trx, typed, row.id, wanted.memberChanges)
  const columns = columnsOf(typed.type, wanted.document)
  const sameDocument = columns.doc === row.doc
  if (sameDocument && added.length === 0 && removed.length === 0) return viewResource(trx, typed, row, options)
  const { document: after } = wanted
  await guardChange(ctx, trx, typed, { operation, row, before: current, after, removedMembers: removed })
  const version = row.version + 1
  const at = ctx.now().toISOString()
  // In one round trip; what the answer shows of memberships is settled by now.
  const [view, person] = await together([
    viewResource(trx, typed, row, options),
    row.person_id === null ? undefined : findKeyedPerson(ctx, trx, space.tenantId, row.person_id),
    updateRow(trx, space, row.id, row.version, { ...changedColumns(row, columns), version, updated_at: at }),
    sameDocument ? undefined : writeIndex(trx, typed, row.id, current, wanted.document),
  ])
  await recordChange(ctx, trx, typed, {
    operation,
    resourceId: row.id,
    version,
    at,
    person,
    before: current,
    after: wanted.document,
    addedMembers: added,
    removedMembers: removed,
  })
  return { ...view, row: { ...row, ...columns, version, updated_at: at } }
}

async function writeIndex(
  trx: Trx,
  typed: TypedSpace,
  id: string,
  before: ResourceDocument,
  after: ResourceDocument,
): Promise<void> {
  const space = spaceOf(typed)
  await writeValues(trx, space, id, entriesOf(typed.type, before), entriesOf(typed.type, after))
  await writeUniqueValues(trx, space, id, uniqueValuesOf(typed.type, before), uniqueValuesOf(typed.type, after))
}

/** Only what differs: setting an indexed column to what it holds already may still rewrite its index. */
function changedColumns(row: ResourceRow, columns: DocumentColumns): Partial<DocumentColumns> {
  return Object.fromEntries(
    Object.entries(columns).filter(([name, value]) => row[name as keyof DocumentColumns] !== value),
  )
}
