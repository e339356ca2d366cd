import {
  type AcceptedResource,
  acceptReplace,
  applyPatch,
  type Json,
  type MemberChange,
  type Note,
  parsePatch,
  type ResourceDocument,
} from '@rollcall/scim-core'
import {
  findResource,
  type HistoryOperation,
  type ResourceRow,
  type Trx,
  updateResource as updateRow,
  writeUniqueValues,
  writeValues,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { findKeyedPerson } from '../persons/person-keys.ts'
import { changeMembers } from './change-members.ts'
import type { WrittenResource } from './create-resource.ts'
import { columnsOf, type DocumentColumns, entriesOf, uniqueValuesOf } from './indexed.ts'
import { recordChange } from './record-change.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { viewResource } from './resource-view.ts'
import { onDuplicate } from './uniqueness.ts'
import { checkPrecondition, unknownResource, type WriteOptions } from './write-options.ts'

/** What a PUT or PATCH wants of the current document. */
interface Wanted {
  readonly document: ResourceDocument
  readonly memberChanges: readonly MemberChange[]
  readonly notes: readonly Note[]
}

/** PUT (RFC 7644 section 3.5.1). Throws ScimError. */
export function replaceResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  body: Json,
  options: WriteOptions = {},
): Promise<WrittenResource> {
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
  const operations = parsePatch(body)
  const memberLimit = options.projection === undefined ? MEMBERS_IN_PATCH_ANSWER : undefined
  const written = await update(ctx, typed, id, 'patched', { ...options, memberLimit }, (current) =>
    applyPatch(typed.type, operations, current),
  )
  return { ...written, empty: operations.length === 0 }
}

async function update(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  operation: HistoryOperation,
  options: WriteOptions & { readonly memberLimit?: number | undefined },
  want: (current: ResourceDocument) => Wanted,
): Promise<WrittenResource> {
  let attempted: ResourceDocument = {}
  return onDuplicate(
    typed,
    () => attempted,
    () =>
      ctx.store.transaction(typed.directory.tenant_id, async (trx) => {
        const row = await findResource(trx, spaceOf(typed), id, { lock: true })
        if (row === undefined) throw unknownResource(typed, id)
        checkPrecondition(row, options)
        const current = JSON.parse(row.doc) as ResourceDocument
        const wanted = want(current)
        attempted = wanted.document
        const written = await write(ctx, trx, typed, operation, row, current, wanted)
        return { view: await viewResource(trx, typed, written, options), notes: wanted.notes }
      }),
  )
}

/** Writes what differs; nothing differs: no version, no event, no audit noise. */
async function write(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  operation: HistoryOperation,
  row: ResourceRow,
  current: ResourceDocument,
  wanted: Wanted,
): Promise<ResourceRow> {
  const space = spaceOf(typed)
  const { added, removed } = await changeMembers(ctx, trx, typed, row.id, wanted.memberChanges)
  const columns = columnsOf(typed.type, wanted.document)
  const sameDocument = columns.doc === row.doc
  if (sameDocument && added.length === 0 && removed.length === 0) return row
  const version = row.version + 1
  const at = ctx.now().toISOString()
  await updateRow(trx, space, row.id, row.version, {
    ...changedColumns(row, columns),
    version,
    updated_at: at,
  })
  if (!sameDocument) {
    await writeValues(trx, space, row.id, entriesOf(typed.type, current), entriesOf(typed.type, wanted.document))
    const unique = [uniqueValuesOf(typed.type, current), uniqueValuesOf(typed.type, wanted.document)] as const
    await writeUniqueValues(trx, space, row.id, ...unique)
  }
  const person = row.person_id === null ? undefined : await findKeyedPerson(ctx, trx, space.tenantId, row.person_id)
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
  return { ...row, ...columns, version, updated_at: at }
}

/** Only what differs: setting an indexed column to what it holds already may still rewrite its index. */
function changedColumns(row: ResourceRow, columns: DocumentColumns): Partial<DocumentColumns> {
  return Object.fromEntries(
    Object.entries(columns).filter(([name, value]) => row[name as keyof DocumentColumns] !== value),
  )
}
