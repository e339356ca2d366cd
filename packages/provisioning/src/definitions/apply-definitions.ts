import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@rollcall/scim-core'
import {
  type DirectoryRow,
  getDirectory,
  listDirectories,
  lockTenant,
  type Trx,
  updateDirectory,
  upsertDefinitions,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import { checkNames } from '../check-names.ts'
import type { OperationContext } from '../context.ts'
import { forgetCredentials } from '../credentials/credential-cache.ts'
import { InvalidInputError } from '../errors.ts'
import { checkCompatible } from './check-compatible.ts'
import { compileDefinitions, type Definitions, joinLevels, NO_DEFINITIONS, resourceTypesOf } from './definitions.ts'
import { effectiveText, ownDefinitions } from './effective-definitions.ts'
import { addDocuments, checkEndpoints, listDocuments, type ReadOptions } from './read-documents.ts'

/** Every request reads them with its credential. */
const MAX_TEXT = 500_000

/** One directory, or every directory of the tenant, those to come included. */
export interface DefinitionTarget {
  readonly tenantId: string
  readonly directoryId?: string | undefined
}

/**
 * Applies Schema and ResourceType documents (RFC 7643 sections 6 and 7): new names are added, known ones replaced. All or nothing; a change that
 * stored values would not survive is refused. Throws InvalidInputError, ConflictError or ScimError invalidValue.
 */
export async function applyDefinitions(
  ctx: OperationContext,
  target: DefinitionTarget,
  file: Json,
  options: ReadOptions = {},
): Promise<Definitions> {
  checkNames('definition', file)
  const documents = listDocuments(file)
  return change(ctx, target, 'schema.applied', (present, inherited) =>
    addDocuments(present, inherited, documents, options),
  )
}

/** Takes a schema (by URN) or a resource type (by name) out again, with the extensions that named it. */
export function removeDefinition(ctx: OperationContext, target: DefinitionTarget, name: string): Promise<Definitions> {
  const isOther = (each: string) => each.toLowerCase() !== name.toLowerCase()
  return change(ctx, target, 'schema.removed', (present) => {
    const left: Definitions = {
      schemas: present.schemas.filter((each) => isOther(each.id)),
      extensions: present.extensions.filter((each) => isOther(each.schema)),
      resourceTypes: present.resourceTypes.filter((each) => isOther(each.name)),
    }
    if (left.schemas.length === present.schemas.length && left.resourceTypes.length === present.resourceTypes.length) {
      throw new InvalidInputError('name', `No schema or resource type "${name}" was applied here.`)
    }
    return left
  })
}

/** What was applied to the directory or tenant itself. */
export const getDefinitions = (
  ctx: OperationContext,
  { tenantId, directoryId }: DefinitionTarget,
): Promise<Definitions> => ctx.store.read(tenantId, (db) => ownDefinitions(db, tenantId, directoryId))

async function change(
  ctx: OperationContext,
  { tenantId, directoryId }: DefinitionTarget,
  action: 'schema.applied' | 'schema.removed',
  edit: (present: Definitions, inherited: Definitions) => Definitions,
): Promise<Definitions> {
  const next = await ctx.store.transaction(tenantId, async (trx) => {
    await lockTenant(trx, tenantId)
    const at = ctx.now().toISOString()
    const directories =
      directoryId === undefined
        ? await listDirectories(trx, tenantId)
        : [await getDirectory(trx, tenantId, directoryId)]
    const present = await ownDefinitions(trx, tenantId, directoryId)
    const inherited = directoryId === undefined ? NO_DEFINITIONS : await ownDefinitions(trx, tenantId)
    const edited = edit(present, inherited)
    check(inherited, edited, '')
    if (isDeepStrictEqual(edited, present)) return edited
    await upsertDefinitions(trx, {
      tenantId,
      directoryId: directoryId ?? '',
      document: JSON.stringify(edited),
      updatedAt: at,
    })
    for (const directory of directories) await refresh(trx, directory, at)
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action,
      target: directoryId === undefined ? { type: 'tenant', id: tenantId } : { type: 'directory', id: directoryId },
      directoryId,
      changed: ['definitions'],
      data: plainData({ before: present, after: edited }),
    })
    return edited
  })
  forgetCredentials(ctx.store)
  return next
}

/** Writes what the directory speaks from now on. */
async function refresh(trx: Trx, directory: DirectoryRow, at: string): Promise<void> {
  const { tenant_id: tenantId, id } = directory
  const tenant = await ownDefinitions(trx, tenantId)
  const own = await ownDefinitions(trx, tenantId, id)
  const text = effectiveText(tenant, own)
  if (text === directory.definitions) return
  check(tenant, own, ` (directory "${directory.slug}")`)
  await checkCompatible(trx, directory, resourceTypesOf(directory), resourceTypesOf({ definitions: text }))
  await updateDirectory(trx, directory, { definitions: text }, at)
}

/** What the tenant and the directory say must go together: a name that is missing or taken is the operator's mistake, and said so. */
function check(tenant: Definitions, own: Definitions, where: string): void {
  const joined = joinLevels(tenant, own)
  if (JSON.stringify(joined).length > MAX_TEXT) {
    throw new InvalidInputError('file', `The definitions are longer than ${MAX_TEXT} characters${where}.`)
  }
  checkEndpoints(joined)
  try {
    compileDefinitions(joined)
  } catch (error) {
    throw new InvalidInputError('file', `${(error as Error).message}${where}.`)
  }
}
