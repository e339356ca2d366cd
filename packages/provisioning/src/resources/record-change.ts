import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ResourceDocument, ResourceType } from '@rollcall/scim-core'
import { closeMemberships, type HistoryRow, insertHistory, openMemberships, type Trx } from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import { auditPurpose } from '../audit/open-audit-events.ts'
import type { OperationContext } from '../context.ts'
import { seal, unseal } from '../crypto/keyring.ts'
import { applyEffects } from '../effects/apply-effects.ts'
import { tellEvent } from '../events/tell-event.ts'
import type { KeyedPerson } from '../persons/person-keys.ts'
import type { RecordedChange } from './recorded-change.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'

/** The history row, audit event and outbox event of a version, and what policy makes of it, in the transaction that makes it. */
export async function recordChange(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: RecordedChange,
): Promise<void> {
  const { directory, type } = typed
  const { tenantId, directoryId } = spaceOf(typed)
  const changed = changedNames(type, change)
  const action = `${type.name.toLowerCase()}.${eventVerb(type, change)}`
  const personId = change.person?.id ?? null
  await insertHistory(trx, {
    tenant_id: tenantId,
    resource_id: change.resourceId,
    version: change.version,
    directory_id: directoryId,
    operation: change.operation,
    actor_type: ctx.actor.type,
    actor_id: ctx.actor.id,
    request_id: ctx.requestId,
    occurred_at: change.at,
    person_id: personId,
    doc: packHistory(change.person, change.resourceId, change.after),
  })
  const group = { tenantId, groupId: change.resourceId }
  await openMemberships(trx, group, change.addedMembers ?? [], change)
  await closeMemberships(trx, group, change.removedMembers ?? [], change)
  await appendAuditEvent(ctx, trx, {
    tenantId,
    action,
    target: { type: type.name, id: change.resourceId, version: change.version },
    directoryId,
    personId: change.person?.id,
    changed,
    data: sealAudit(change, changed),
  })
  await tellEvent(ctx, trx, {
    tenantId,
    type: action,
    directoryId: directory.id,
    subject: { type: type.name, id: change.resourceId, version: change.version },
    personId,
    changed,
    at: change.at,
  })
  await applyEffects(ctx, trx, typed, change)
}

/** `created`, `updated`, `activated`, `deactivated`, `removed`. */
function eventVerb(type: ResourceType, { operation, before, after }: RecordedChange): string {
  if (operation === 'created' || operation === 'removed') return operation
  const active = type.definition.activeAttribute
  if (active !== undefined && before !== undefined && before[active] !== after[active]) {
    return after[active] === false ? 'deactivated' : 'activated'
  }
  return 'updated'
}

/** Top-level names whose value differs; the members attribute when rows came or went. */
function changedNames(type: ResourceType, change: RecordedChange): string[] {
  const { before = {}, after } = change
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const moved = (change.addedMembers?.length ?? 0) + (change.removedMembers?.length ?? 0)
  return moved > 0 && type.members !== undefined ? [...names, type.members.name] : names
}

const MEMBERS_IN_AUDIT = 1_000

function sealAudit(change: RecordedChange, changed: readonly string[]): Buffer {
  const only = (document: ResourceDocument | undefined) =>
    document === undefined
      ? undefined
      : Object.fromEntries(changed.flatMap((name) => (name in document ? [[name, document[name]]] : [])))
  const data = {
    before: only(change.before),
    after: only(change.after),
    // Long lists are cut here; the membership history has every one of them.
    addedMembers: change.addedMembers?.slice(0, MEMBERS_IN_AUDIT),
    removedMembers: change.removedMembers?.slice(0, MEMBERS_IN_AUDIT),
  }
  const plain = Buffer.from(JSON.stringify(data))
  return change.person === undefined
    ? plain
    : seal(change.person.key, plain, auditPurpose(change.resourceId, change.version))
}

function packHistory(person: KeyedPerson | undefined, resourceId: string, document: ResourceDocument): Buffer {
  const packed = deflateRawSync(JSON.stringify(document), { level: 1, chunkSize: 2_048 })
  return person === undefined ? packed : seal(person.key, packed, `history ${resourceId}`)
}

/** The document of a history row. */
export function unpackHistory(person: KeyedPerson | undefined, row: HistoryRow): ResourceDocument {
  const packed = person === undefined ? row.doc : unseal(person.key, row.doc, `history ${row.resource_id}`)
  return JSON.parse(inflateRawSync(packed).toString()) as ResourceDocument
}
