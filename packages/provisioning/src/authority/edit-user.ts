import { isDeepStrictEqual } from 'node:util'
import {
  applyPatch,
  findValuePlace,
  type Json,
  type JsonObject,
  type Note,
  PATCH_OP_URN,
  parsePatch,
  type ResourceDocument,
  ScimError,
} from '@rollcall/scim-core'
import { findResourceOfAnyState, getDirectory, NotFoundError, type ResourceRow } from '@rollcall/store'
import { checkVersion } from '../check-version.ts'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { InvalidInputError } from '../errors.ts'
import type { TypedSpace } from '../resources/resource-space.ts'
import { editResource } from '../resources/update-resource.ts'
import { localPathsOf, withLocalOf } from './keep-local.ts'
import { localPlaces } from './local-places.ts'
import { valueAt } from './take-values.ts'

/**
 * Changes what the directory's policy hands back to admins (`authority.local`), and nothing else. `attributes` is by path: each is replaced, null
 * empties it. The contract, history, audit, events and what policy makes of it are as for a push. Throws NotFoundError, InvalidInputError that names
 * the attribute, or StaleVersionError.
 */
export async function editUser(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly userId: string; readonly expectedVersion?: number | undefined },
  attributes: JsonObject,
): Promise<ResourceRow> {
  const { tenantId, userId, expectedVersion } = target
  const typed = await findSpace(ctx, tenantId, userId)
  const ifMatch = (version: number): boolean => {
    checkVersion({ version }, expectedVersion)
    return true
  }
  try {
    const want = (current: ResourceDocument) => edit(typed, current, attributes)
    return (await editResource(ctx, typed, userId, want, { ifMatch })).view.row
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    if (error.status === 404) throw new NotFoundError('user', userId)
    throw new InvalidInputError('attributes', error.message)
  }
}

async function findSpace(ctx: OperationContext, tenantId: string, userId: string): Promise<TypedSpace> {
  return ctx.store.read(tenantId, async (db) => {
    const row = await findResourceOfAnyState(db, tenantId, userId)
    if (row === undefined) throw new NotFoundError('user', userId)
    const directory = await getDirectory(db, tenantId, row.directory_id)
    const type = resourceTypesOf(directory).types.find((each) => each.name === row.type)
    if (type?.definition.person !== true) throw new NotFoundError('user', userId)
    return { directory, type }
  })
}

function edit(typed: TypedSpace, current: ResourceDocument, attributes: JsonObject) {
  let document = current
  const notes: Note[] = []
  for (const [path, value] of Object.entries(attributes)) {
    const edited = setValue(typed, document, path, value ?? null)
    const [dropped] = edited.notes.filter(({ code }) => code === 'unknownAttribute' || code === 'ignoredReadOnly')
    if (dropped !== undefined) throw new InvalidInputError('attributes', `${dropped.path}: ${dropped.detail}`)
    checkIsLocal(typed, document, edited.document, path)
    document = edited.document
    notes.push(...edited.notes)
  }
  return { document, memberChanges: [], notes }
}

function setValue({ type }: TypedSpace, document: ResourceDocument, path: string, value: Json) {
  // RFC 7644 section 3.5.2.3: there must be something to replace that the filter chooses.
  const isNew = path.includes('[') && valueAt(findValuePlace(type, path), document) === undefined
  const operation = value === null ? { op: 'remove', path } : { op: isNew ? 'add' : 'replace', path, value }
  return applyPatch(type, parsePatch({ schemas: [PATCH_OP_URN], Operations: [operation] }), document)
}

/** With what admins own put back as it was, nothing may have changed. */
function checkIsLocal(
  { directory, type }: TypedSpace,
  before: ResourceDocument,
  after: ResourceDocument,
  path: string,
): void {
  const places = localPlaces(type, localPathsOf(directory))
  if (isDeepStrictEqual(withLocalOf(type, places, before, after).document, before)) return
  throw new InvalidInputError(
    'attributes',
    `${path} is owned by the directory "${directory.name}": change it there, or hand it back with authority.local.`,
  )
}
