import {
  type ActorType,
  type AuditEventFilter,
  type AuditEventRow,
  countAuditEvents,
  listAuditEventPage,
} from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { badInput } from '../errors.ts'
import { parseGlobalId } from '../global-id.ts'
import { builder } from '../schema/builder.ts'
import { type Connection, type PageArgs, pageArgs, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'
import { ActorTypeEnum } from '../schema/enums.ts'

/** Counting stops here: an audit log only grows. */
const MAX_COUNT = 100_000

const AuditEventFilterInput = builder.inputType('AuditEventFilter', {
  description: 'Everything given must hold.',
  fields: (t) => ({
    actions: t.stringList({ description: 'One of these; see Query.auditActions.' }),
    actorTypes: t.field({ type: [ActorTypeEnum] }),
    actorId: t.string({ description: 'AuditActor.id.' }),
    targetType: t.string({ description: 'AuditTarget.type.' }),
    targetId: t.string({ description: 'AuditTarget.databaseId, or a global id.' }),
    directoryId: t.id(),
    requestId: t.string(),
    from: t.field({ type: 'Instant', description: 'Then or later.' }),
    to: t.field({ type: 'Instant', description: 'Before then.' }),
  }),
})

export const auditEventArgs = () => ({
  ...pageArgs(),
  ...builder.args((t) => ({ filter: t.field({ type: AuditEventFilterInput }) })),
})

interface AuditEventArgs extends PageArgs {
  readonly filter?: typeof AuditEventFilterInput.$inferInput | null | undefined
}

/** Events of a tenant (`*`: of the whole instance), the latest first; with `directoryId` those of one directory. */
export async function listAuditEvents(
  { operation }: ApiContext,
  tenantId: string,
  args: AuditEventArgs,
  directoryId?: string,
): Promise<Connection<AuditEventRow>> {
  const filter = toFilter(args.filter ?? {}, directoryId)
  const page = toPage(args, ['string'])
  const rows = await operation.store.read(tenantId, (db) => listAuditEventPage(db, tenantId, filter, page))
  return toConnection<AuditEventRow, AuditEventRow>(
    page,
    rows,
    (row) => [row.id],
    toPlainEdge,
    async () => {
      const total = await operation.store.read(tenantId, (db) => countAuditEvents(db, tenantId, filter, MAX_COUNT + 1))
      return total > MAX_COUNT ? null : total
    },
  )
}

function toFilter(given: typeof AuditEventFilterInput.$inferInput, directoryId: string | undefined): AuditEventFilter {
  const text = (value: string | null | undefined) => value?.replaceAll('\0', '') ?? undefined
  const named =
    given.directoryId === undefined || given.directoryId === null ? undefined : parseGlobalId(given.directoryId)
  if (typeof given.directoryId === 'string' && named?.type !== 'Directory')
    throw badInput('"directoryId" is not the id of a directory.', 'filter')
  if ((given.actions?.length ?? 0) > 100) throw badInput('"actions" takes at most 100 values.', 'filter')
  const targetId = text(given.targetId)
  return {
    actions: given.actions?.map((action) => action.replaceAll('\0', '')) ?? undefined,
    actorTypes: given.actorTypes?.length ? (given.actorTypes as readonly ActorType[]) : undefined,
    actorId: text(given.actorId),
    targetType: text(given.targetType),
    targetId: targetId === undefined ? undefined : (parseGlobalId(targetId)?.id ?? targetId),
    // A tab of one directory cannot be made to show another.
    directoryId: directoryId ?? named?.id,
    requestId: text(given.requestId),
    from: given.from?.toISOString(),
    to: given.to?.toISOString(),
  }
}

export async function findAuditEvent(
  { loaders }: ApiContext,
  tenantId: string,
  id: string,
): Promise<AuditEventRow | undefined> {
  const parsed = parseGlobalId(id)
  return parsed?.type === 'AuditEvent' && parsed.tenantId === tenantId ? loaders.auditEvent.load(parsed) : undefined
}
