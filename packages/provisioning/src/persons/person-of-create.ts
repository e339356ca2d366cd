import { type ResourceDocument, toIndexEntries, uniqueness } from '@rollcall/scim-core'
import {
  findPersonsBy,
  findRemovedPersonId,
  insertLinkRequest,
  type LinkScope,
  type LinkValue,
  listDirectories,
  lockNames,
  moveWaitingRequest,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { openNotice } from '../notices/open-notice.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { DocumentColumns } from '../resources/indexed.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { createPerson, holdKeyedPerson, type KeyedPerson } from './person-keys.ts'

/** A resource that is being created. */
export interface Arrival {
  readonly id: string
  readonly document: ResourceDocument
  readonly columns: DocumentColumns
}

/**
 * Whose resource a create makes. One that was removed is joined again by externalId only: a namesake never inherits. Where the directory's link
 * policy says so, a person whom another directory knows is linked, refused (409), or held for an admin. Otherwise it is somebody new.
 */
export async function personOfCreate(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  arrival: Arrival,
): Promise<KeyedPerson | undefined> {
  if (typed.type.definition.person !== true) return undefined
  const { tenantId } = spaceOf(typed)
  const { external_id: externalId } = arrival.columns
  const {
    links,
    directory: { link },
  } = policyOf(typed.directory)
  // Two directories that bring the same person at the same time do so one after the other, or neither would find them.
  if (links === true) await lockNames(trx, namesOf(typed, arrival))
  const former = externalId === null ? undefined : await findRemovedPersonId(trx, spaceOf(typed), externalId)
  const known = former === undefined ? undefined : await holdKeyedPerson(ctx, trx, tenantId, former)
  if (known !== undefined) {
    // Deleting and creating again is no way around a decision.
    if (link !== undefined) await moveWaitingRequest(trx, tenantId, known.id, arrival.id)
    return known
  }
  const match = link === undefined ? undefined : await findMatch(trx, typed, arrival)
  if (link === undefined || match === undefined) return createPerson(ctx, trx, tenantId)
  const [personId = ''] = match.personIds
  if (match.personIds.length > 1) {
    await tell(ctx, trx, typed, 'person.ambiguous', arrival.id, AMBIGUOUS)
    return createPerson(ctx, trx, tenantId)
  }
  if (link.action === 'conflict') throw isKnown(match.by)
  if (link.action === 'link') {
    return (await holdKeyedPerson(ctx, trx, tenantId, personId)) ?? createPerson(ctx, trx, tenantId)
  }
  const own = await createPerson(ctx, trx, tenantId)
  await insertLinkRequest(trx, {
    tenant_id: tenantId,
    id: ctx.newId(),
    directory_id: typed.directory.id,
    resource_id: arrival.id,
    person_id: personId,
    own_person_id: own.id,
    matched_by: match.by,
    state: 'waiting',
    decided_by: null,
    created_at: ctx.now().toISOString(),
    decided_at: null,
  })
  await tell(ctx, trx, typed, 'person.link_waiting', arrival.id, WAITING)
  return own
}

const AMBIGUOUS =
  'A new user matches more than one person of other directories, so it was kept apart. Make the values that identify people unique.'
const WAITING =
  'A new user matches a person whom another directory knows. Until you decide whether they are the same, the user has no roles and no licence.'

const isKnown = (by: string) =>
  uniqueness(
    `Another directory of this tenant knows a person with this ${by}, and the link policy of this directory refuses a second one. In Rollcall, change the link policy or remove the other user.`,
  )

interface Match {
  readonly by: 'externalId' | 'userName' | 'email'
  readonly personIds: readonly string[]
}

/** The first kind of value, in the policy's order, that somebody of another directory has too. */
async function findMatch(trx: Trx, typed: TypedSpace, arrival: Arrival): Promise<Match | undefined> {
  const { tenant, directory } = policyOf(typed.directory)
  const { tenantId, directoryId, type } = spaceOf(typed)
  const others = (await listDirectories(trx, tenantId)).map((row) => row.id).filter((id) => id !== directoryId)
  const scope: LinkScope = { tenantId, type, directoryIds: others }
  for (const by of directory.link?.match ?? []) {
    const value = valueFor(typed, by, arrival, tenant.people?.verifiedDomains ?? [])
    const personIds = value === undefined ? [] : await findPersonsBy(trx, scope, value)
    if (personIds.length > 0) return { by, personIds }
  }
  return undefined
}

/** What a person may be found by, in the tenant. */
function namesOf(typed: TypedSpace, arrival: Arrival): string[] {
  const { tenantId, type } = spaceOf(typed)
  const { people } = policyOf(typed.directory).tenant
  return (['externalId', 'userName', 'email'] as const).flatMap((by) => {
    const value = valueFor(typed, by, arrival, people?.verifiedDomains ?? [])
    return keysOf(value).map((key) => `link ${tenantId} ${type} ${by} ${key}`)
  })
}

function keysOf(value: LinkValue | undefined): readonly string[] {
  if (value === undefined) return []
  if ('path' in value) return value.valueKeys
  return ['nameKey' in value ? value.nameKey : value.externalId]
}

function valueFor(
  { type }: TypedSpace,
  by: Match['by'],
  { document, columns }: Arrival,
  verifiedDomains: readonly string[],
): LinkValue | undefined {
  switch (by) {
    case 'externalId':
      return columns.external_id === null ? undefined : { externalId: columns.external_id }
    case 'userName':
      return { nameKey: columns.name_key }
    case 'email': {
      // An address on a domain that nobody verified proves nothing: whoever types it would take the person over.
      const path = 'emails.value'
      const keys = toIndexEntries(type, document)
        .filter((entry) => entry.path === path && verifiedDomains.some((domain) => isOn(domain, entry.key)))
        .map((entry) => entry.key)
      return { path, valueKeys: [...new Set(keys)] }
    }
  }
}

const isOn = (domain: string, email: string): boolean => email.toLowerCase().endsWith(`@${domain.toLowerCase()}`)

const tell = (
  ctx: OperationContext,
  trx: Trx,
  { directory }: TypedSpace,
  kind: string,
  resourceId: string,
  detail: string,
): Promise<boolean> =>
  openNotice(ctx, trx, {
    tenantId: directory.tenant_id,
    kind,
    subject: { type: 'User', id: resourceId },
    directoryId: directory.id,
    detail,
  })
