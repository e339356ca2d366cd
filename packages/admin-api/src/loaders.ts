import { setImmediate } from 'node:timers/promises'
import { type OpenedAuditData, type OperationContext, openAuditEvents } from '@rollcall/provisioning'
import {
  type AdminGrantRow,
  type AdminRow,
  type ApiKeyGrantRow,
  type ApiKeyRow,
  type AuditEventRow,
  type CredentialRow,
  countMembersOf,
  type Db,
  type DirectoryFacts,
  type DirectoryRow,
  type DocumentBudget,
  type GroupRoleRow,
  INSTANCE,
  type KeysetPage,
  type LicenceTotalRow,
  listAdminGrants,
  listAdminsById,
  listApiKeyGrants,
  listApiKeysById,
  listAuditEventsById,
  listCredentialsById,
  listCredentialsOfDirectories,
  listDirectoriesById,
  listDirectoriesOfTenants,
  listDirectoryFacts,
  listGroupRoles,
  listGroupsOf,
  listLicenceTotals,
  listMemberPage,
  listNoticesById,
  listOrganisationsById,
  listOrganisationsOfTenants,
  listResourcesById,
  listResourcesOfPersons,
  listStandings,
  listTenantsById,
  listWaitingResources,
  type MembershipRow,
  type NoticeRow,
  type OrganisationRow,
  type ResourceRow,
  type StandingRow,
  type TenantRow,
  takeDocuments,
} from '@rollcall/store'
import DataLoader from 'dataloader'
import type { Batching } from './batching.ts'

/** Where a row is. */
export interface RowKey {
  readonly tenantId: string
  readonly id: string
}

const textOf = ({ tenantId, id }: RowKey) => `${tenantId}/${id}`

/** Whose groups are read first; from then on as many as had about so many rows together. */
const FIRST_OWNERS = 50
const GROUPS_AT_ONCE = 1_000

/** The groups of each, with turns of the event loop for others: two hundred users may be in a hundred groups each. */
async function groupsInTurns(
  db: Db,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly MembershipRow[]>> {
  const found = new Map<string, MembershipRow[]>()
  let owners = FIRST_OWNERS
  for (let start = 0; start < ids.length; ) {
    if (start > 0) await setImmediate()
    const some = ids.slice(start, start + owners)
    const rows = await listGroupsOf(db, tenantId, some)
    for (const [id, own] of Map.groupBy(rows, (row) => row.ownerId)) found.set(id, own)
    start += some.length
    owners = Math.max(1, Math.floor((some.length * GROUPS_AT_ONCE) / Math.max(rows.length, 1)))
  }
  return found
}

/** Loads rows by key in one statement for all that is asked for until `schedule` lets it go; resources out of the request's budget. */
export function createLoaders(operation: OperationContext, schedule: Batching['schedule'], budget: DocumentBudget) {
  /** The fence of one tenant, unless the keys are of several. */
  const read = <T>(tenantIds: readonly string[], work: (db: Db) => Promise<T>): Promise<T> => {
    const [first, ...others] = new Set(tenantIds)
    return operation.store.read(first === undefined || others.length > 0 ? INSTANCE : first, work)
  }

  const byKey = <K extends RowKey, V>(
    load: (db: Db, keys: readonly K[], tenantIds: readonly string[]) => Promise<ReadonlyMap<string, V>>,
    signatureOf: (key: K) => string = textOf,
  ) =>
    new DataLoader<K, V | undefined, string>(
      async (keys) => {
        const tenantIds = [...new Set(keys.map((key) => key.tenantId))]
        const found = await read(tenantIds, (db) => load(db, keys, tenantIds))
        return keys.map((key) => found.get(signatureOf(key)))
      },
      { cacheKeyFn: signatureOf, batchScheduleFn: schedule },
    )

  const byId = <V>(load: (db: Db, ids: readonly string[]) => Promise<ReadonlyMap<string, V>>) =>
    new DataLoader<string, V | undefined>(
      async (ids) => {
        const found = await read([], (db) => load(db, ids))
        return ids.map((id) => found.get(id))
      },
      { batchScheduleFn: schedule },
    )

  const indexed = <V>(rows: readonly V[], keyOf: (row: V) => string) => new Map(rows.map((row) => [keyOf(row), row]))
  const idsOf = (keys: readonly RowKey[]) => keys.map((key) => key.id)
  const located = <V extends { tenant_id: string; id: string }>(rows: readonly V[]) =>
    indexed(rows, (row) => textOf({ tenantId: row.tenant_id, id: row.id }))

  /** Statements that know one tenant only run once per tenant; lists across tenants are rare and short. */
  const perTenant = async <K extends RowKey, V>(
    keys: readonly K[],
    load: (tenantId: string, keys: readonly K[]) => Promise<Iterable<readonly [string, V]>>,
  ): Promise<ReadonlyMap<string, V>> => {
    const all = new Map<string, V>()
    for (const [tenantId, group] of Map.groupBy(keys, (key) => key.tenantId)) {
      for (const [key, value] of await load(tenantId, group)) all.set(key, value)
    }
    return all
  }

  return {
    tenant: byKey<RowKey, TenantRow>(async (db, keys) =>
      indexed(await listTenantsById(db, idsOf(keys)), (row) => textOf({ tenantId: row.id, id: row.id })),
    ),
    organisation: byKey<RowKey, OrganisationRow>(async (db, keys, tenantIds) =>
      located(await listOrganisationsById(db, tenantIds, idsOf(keys))),
    ),
    organisationsOf: byKey<RowKey, readonly OrganisationRow[]>(async (db, _keys, tenantIds) =>
      byTenant(await listOrganisationsOfTenants(db, tenantIds)),
    ),
    directory: byKey<RowKey, DirectoryRow>(async (db, keys) => located(await listDirectoriesById(db, keys))),
    directoriesOf: byKey<RowKey, readonly DirectoryRow[]>(async (db, _keys, tenantIds) =>
      byTenant(await listDirectoriesOfTenants(db, tenantIds)),
    ),
    directoryFacts: byKey<RowKey, DirectoryFacts>(async (db, keys) =>
      indexed(await listDirectoryFacts(db, keys, operation.now().toISOString()), textOf),
    ),
    credential: byKey<RowKey, CredentialRow>(async (db, keys, tenantIds) =>
      located(await listCredentialsById(db, tenantIds, idsOf(keys))),
    ),
    credentialsOf: byKey<RowKey, readonly CredentialRow[]>(async (db, keys, tenantIds) =>
      Map.groupBy(await listCredentialsOfDirectories(db, tenantIds, idsOf(keys)), (row) =>
        textOf({ tenantId: row.tenant_id, id: row.directory_id }),
      ),
    ),
    resource: byKey<RowKey, ResourceRow>((db, keys) =>
      perTenant(keys, async (tenantId, group) => {
        await takeDocuments(db, tenantId, 'id', idsOf(group), budget)
        return (await listResourcesById(db, tenantId, idsOf(group))).map((row) => [
          textOf({ tenantId, id: row.id }),
          row,
        ])
      }),
    ),
    /** Groups that hold a resource, directly or through other groups. */
    groupsOf: byKey<RowKey, readonly MembershipRow[]>((db, keys) =>
      perTenant(keys, async (tenantId, group) => prefixed(tenantId, await groupsInTurns(db, tenantId, idsOf(group)))),
    ),
    /** What a group grants, waits to grant, or was forbidden to grant. */
    groupRoles: byKey<RowKey, readonly GroupRoleRow[]>((db, keys) =>
      perTenant(keys, async (tenantId, group) =>
        prefixed(
          tenantId,
          Map.groupBy(await listGroupRoles(db, tenantId, idsOf(group)), (row) => row.group_id),
        ),
      ),
    ),
    /** Whether an admin has yet to say whose user it is: until then nothing follows from it. */
    waitsForLink: byKey<RowKey, boolean>((db, keys) =>
      perTenant(keys, async (tenantId, group) =>
        (await listWaitingResources(db, tenantId, idsOf(group))).map((id) => [textOf({ tenantId, id }), true]),
      ),
    ),
    /** Ids of direct members, a page of each group. */
    memberPage: byKey<RowKey & { readonly page: KeysetPage }, readonly string[]>(
      (db, keys) =>
        perTenant(keys, async (tenantId, group) => {
          const entries: [string, string[]][] = []
          for (const [page, same] of Map.groupBy(group, (key) => JSON.stringify(key.page))) {
            const rows = await listMemberPage(db, tenantId, idsOf(same), JSON.parse(page) as KeysetPage)
            const members = Map.groupBy(rows, (row) => row.groupId)
            for (const key of same) {
              entries.push([memberPageText(key), (members.get(key.id) ?? []).map((row) => row.memberId)])
            }
          }
          return entries
        }),
      memberPageText,
    ),
    memberCount: byKey<RowKey, number>((db, keys) =>
      perTenant(keys, async (tenantId, group) =>
        (await countMembersOf(db, tenantId, idsOf(group))).map((row) => [
          textOf({ tenantId, id: row.groupId }),
          row.total,
        ]),
      ),
    ),
    licenceTotalsOf: byKey<RowKey, readonly LicenceTotalRow[]>(async (db, _keys, tenantIds) =>
      byTenant(await listLicenceTotals(db, tenantIds)),
    ),
    /** What policy makes of a person. */
    standing: byKey<RowKey, StandingRow>((db, keys) =>
      perTenant(keys, async (tenantId, group) =>
        (await listStandings(db, tenantId, idsOf(group))).map((row) => [textOf({ tenantId, id: row.person_id }), row]),
      ),
    ),
    /** Users that are a person, in every directory. */
    usersOfPerson: byKey<RowKey, readonly ResourceRow[]>((db, keys) =>
      perTenant(keys, async (tenantId, group) => {
        await takeDocuments(db, tenantId, 'person_id', idsOf(group), budget)
        const rows = await listResourcesOfPersons(db, tenantId, idsOf(group))
        return prefixed(
          tenantId,
          Map.groupBy(
            rows.filter((row) => row.type === 'User'),
            (row) => row.person_id ?? '',
          ),
        )
      }),
    ),
    notice: byKey<RowKey, NoticeRow>(async (db, keys, tenantIds) =>
      located(await listNoticesById(db, tenantIds, idsOf(keys))),
    ),
    auditEvent: byKey<RowKey, AuditEventRow>(async (db, keys, tenantIds) =>
      located(await listAuditEventsById(db, tenantIds, idsOf(keys))),
    ),
    auditData: byKey<RowKey & { readonly row: AuditEventRow }, OpenedAuditData>((db, keys) =>
      perTenant(keys, async (tenantId, group) => {
        const opened = await openAuditEvents(
          operation,
          db,
          tenantId,
          group.map((key) => key.row),
        )
        return group.map((key, index) => [textOf(key), opened[index] ?? { erased: false }])
      }),
    ),
    admin: byId<AdminRow>(async (db, ids) => indexed(await listAdminsById(db, ids), (row) => row.id)),
    adminGrants: byId<readonly AdminGrantRow[]>(async (db, ids) =>
      Map.groupBy(await listAdminGrants(db, ids), (row) => row.admin_id),
    ),
    apiKey: byId<ApiKeyRow>(async (db, ids) => indexed(await listApiKeysById(db, ids), (row) => row.id)),
    apiKeyGrants: byId<readonly ApiKeyGrantRow[]>(async (db, ids) =>
      Map.groupBy(await listApiKeyGrants(db, ids), (row) => row.api_key_id),
    ),
  }
}

export type Loaders = ReturnType<typeof createLoaders>

const memberPageText = (key: RowKey & { readonly page: KeysetPage }) => `${textOf(key)} ${JSON.stringify(key.page)}`

const byTenant = <V extends { tenant_id: string }>(rows: readonly V[]): ReadonlyMap<string, readonly V[]> =>
  new Map([...Map.groupBy(rows, (row) => row.tenant_id)].map(([id, group]) => [textOf({ tenantId: id, id }), group]))

const prefixed = <V>(tenantId: string, entries: ReadonlyMap<string, V>): [string, V][] =>
  [...entries].map(([id, value]) => [textOf({ tenantId, id }), value])
