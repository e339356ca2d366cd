import {
  type AuditEventRow,
  type Db,
  type DirectoryRow,
  findPolicyVersion,
  findResourceOfAnyState,
  type GroupRoleRow,
  type LicenceTotalRow,
  type LinkRequestRow,
  listAuditEventPage,
  listDirectories,
  listEveryResourceOfPerson,
  listGroupRoles,
  listGroupsOf,
  listHistoryVersions,
  listLicenceTotals,
  listLinkRequestsOf,
  listMembershipHistory,
  listOrganisationsOfTenants,
  listStandings,
  type MembershipHistoryRow,
  type PolicyVersionRow,
  type ResourceRow,
  type StandingRow,
} from '@rollcall/store'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { effectiveRoleKeys } from '../effects/effective-role-keys.ts'
import { type Judgement, judge } from '../effects/judge.ts'
import { loadPersonFacts, type PersonFacts } from '../policy/person-facts.ts'
import { Turns } from '../policy/turns.ts'
import { actorNames } from './actor-names.ts'
import { NO_TRACE, type Trace } from './fact.ts'

/** One user of the person, live or removed. */
export interface KnownUser {
  readonly row: ResourceRow
  readonly directory: DirectoryRow
  /** Its userName; its id once it was purged. */
  readonly name: string
  /** Acts on it, the latest first. */
  readonly acts: readonly AuditEventRow[]
}

/** A step of a membership: the member is directly in the group. */
export interface MembershipStep {
  readonly groupId: string
  readonly memberId: string
}

/** All that is known of a person, read at one moment. */
export interface Evidence {
  readonly tenantId: string
  readonly personId: string
  /** The oldest first. */
  readonly users: readonly KnownUser[]
  readonly facts: PersonFacts
  readonly standing: StandingRow | undefined
  /** What policy says now; seats apart. */
  readonly judgement: Judgement
  readonly directories: ReadonlyMap<string, DirectoryRow>
  /** Names of organisations by id. */
  readonly organisations: ReadonlyMap<string, string>
  readonly linkRequests: readonly LinkRequestRow[]
  /** Of every group that holds a user of the person, or used to. */
  readonly bound: ReadonlyMap<string, readonly GroupRoleRow[]>
  readonly steps: readonly MembershipStep[]
  /** When users came into groups and left them, the latest first. */
  readonly memberships: readonly MembershipHistoryRow[]
  readonly totals: readonly LicenceTotalRow[]
  /** Who made a version of a group. */
  versionTrace(groupId: string, version: number, at: string): Trace
  /** Who made a request, as far as what was read here tells. */
  makerOf(requestId: string): string | null
  nameOf(resourceId: string): string
  /** How groups were made, and acts on their roles, the latest first. */
  readonly groupActs: ReadonlyMap<string, readonly AuditEventRow[]>
  readonly directoryActs: ReadonlyMap<string, readonly AuditEventRow[]>
  policyVersion(version: number): PolicyVersionRow | undefined
}

/** So many acts on one thing are looked at, and so many intervals of membership. */
const ACTS = 100
const INTERVALS = 1_000

const GROUP_ACTS = ['group.created', 'role.bound', 'role.confirmed', 'role.dismissed']

export async function gatherEvidence(db: Db, tenantId: string, personId: string): Promise<Evidence> {
  const [facts = { personId, resources: [] }] = await loadPersonFacts(db, tenantId, [personId])
  const directories = new Map((await listDirectories(db, tenantId)).map((row) => [row.id, row]))
  const [standing] = await listStandings(db, tenantId, [personId])
  const turns = new Turns()
  const roles = await effectiveRoleKeys(db, tenantId, [facts], turns)
  const judgement = await judge(facts, standing, roles.get(personId) ?? [], turns)
  const users = await loadUsers(db, tenantId, personId, directories)
  const userIds = users.map(({ row }) => row.id)
  const groups = facts.resources.flatMap((resource) => resource.groups)
  const groupIds = [...new Set(groups.map((group) => group.id))]
  const steps = (await listGroupsOf(db, tenantId, [...userIds, ...groupIds]))
    .filter((row) => row.depth === 1)
    .map((row) => ({ groupId: row.id, memberId: row.ownerId }))
  const memberships = await listMembershipHistory(db, tenantId, [...userIds, ...groupIds], INTERVALS)
  const left = memberships.filter((row) => row.to_at !== null && userIds.includes(row.member_id))
  const everyGroup = [...new Set([...groupIds, ...left.map((row) => row.group_id)])]
  const bound = Map.groupBy(await listGroupRoles(db, tenantId, everyGroup), (row) => row.group_id)
  const names = new Map([
    ...groups.map((group) => [group.id, group.displayName] as const),
    ...users.map((user) => [user.row.id, user.name] as const),
  ])
  for (const { group_id: id } of left.filter((row) => bound.has(row.group_id) && !names.has(row.group_id))) {
    names.set(id, (await findResourceOfAnyState(db, tenantId, id))?.display_name ?? id)
  }
  const groupActs = await actsOn(db, tenantId, [...bound.keys()], GROUP_ACTS)
  const directoryIds = [...new Set(facts.resources.map((resource) => resource.directory.id))]
  const directoryActs = await actsOn(db, tenantId, directoryIds, ['directory.created', 'directory.updated'])
  const versions = await policyVersions(db, tenantId, [...bound.values()].flat(), standing)
  const acts = [...users.flatMap((user) => user.acts), ...[...groupActs.values()].flat(), ...versions.values()]
  const { versionTrace, makers: madeGroups } = await versionTraces(db, tenantId, memberships)
  const makers = new Map([...madeGroups, ...acts.map((act) => [act.request_id, act.actor_label] as const)])
  for (const { group_id: targetId, request_id: requestId } of [...bound.values()].flat()) {
    if (makers.has(requestId)) continue
    const [act] = await listAuditEventPage(db, tenantId, { targetId, requestId }, { limit: 1, backwards: false })
    if (act !== undefined) makers.set(requestId, act.actor_label)
  }
  return {
    tenantId,
    personId,
    users,
    facts,
    standing,
    judgement,
    directories,
    organisations: new Map((await listOrganisationsOfTenants(db, [tenantId])).map((row) => [row.id, row.name])),
    linkRequests: await listLinkRequestsOf(db, tenantId, userIds),
    bound,
    steps,
    memberships,
    totals: await listLicenceTotals(db, [tenantId]),
    versionTrace,
    makerOf: (requestId) => makers.get(requestId) ?? null,
    nameOf: (id) => names.get(id) ?? id,
    groupActs,
    directoryActs,
    policyVersion: (version) => versions.get(version),
  }
}

async function loadUsers(
  db: Db,
  tenantId: string,
  personId: string,
  directories: ReadonlyMap<string, DirectoryRow>,
): Promise<readonly KnownUser[]> {
  const users: KnownUser[] = []
  for (const { id } of await listEveryResourceOfPerson(db, tenantId, personId)) {
    const row = await findResourceOfAnyState(db, tenantId, id)
    const directory = row && directories.get(row.directory_id)
    if (row === undefined || directory === undefined) continue
    const acts = await actsOnUser(db, tenantId, row)
    users.push({ row, directory, name: userNameOf(row, directory), acts })
  }
  return users
}

/** The latest acts, and those that made it active or not however long ago. */
async function actsOnUser(db: Db, tenantId: string, { id, type }: ResourceRow): Promise<readonly AuditEventRow[]> {
  const lifecycle = ['created', 'activated', 'deactivated', 'removed', 'purged']
  const acts = (await actsOn(db, tenantId, [id])).get(id) ?? []
  if (acts.length < ACTS) return acts
  const names = lifecycle.map((verb) => `${type.toLowerCase()}.${verb}`)
  const known = new Set(acts.map((act) => act.id))
  const others = (await actsOn(db, tenantId, [id], names)).get(id) ?? []
  return [...acts, ...others.filter((act) => !known.has(act.id))]
}

function userNameOf(row: ResourceRow, directory: DirectoryRow): string {
  const type = resourceTypesOf(directory).types.find((each) => each.name === row.type)
  const document = JSON.parse(row.doc) as Readonly<Record<string, unknown>>
  const name = type === undefined ? undefined : document[type.definition.nameAttribute]
  return typeof name === 'string' ? name : row.id
}

async function actsOn(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  actions?: readonly string[],
): Promise<ReadonlyMap<string, readonly AuditEventRow[]>> {
  const page = { limit: ACTS, backwards: false }
  const found = new Map<string, readonly AuditEventRow[]>()
  for (const targetId of ids) found.set(targetId, await listAuditEventPage(db, tenantId, { targetId, actions }, page))
  return found
}

async function versionTraces(
  db: Db,
  tenantId: string,
  memberships: readonly MembershipHistoryRow[],
): Promise<Pick<Evidence, 'versionTrace'> & { readonly makers: readonly [requestId: string, label: string][] }> {
  const keys = memberships.flatMap((row) => [
    { resourceId: row.group_id, version: row.from_version },
    ...(row.to_version === null ? [] : [{ resourceId: row.group_id, version: row.to_version }]),
  ])
  const versions = await listHistoryVersions(db, tenantId, keys)
  const nameOf = await actorNames(db, tenantId, versions)
  const made = new Map(versions.map((row) => [`${row.resource_id} ${row.version}`, row]))
  return {
    makers: versions.map((row) => [row.request_id, nameOf(row)]),
    versionTrace(groupId, version, at) {
      const row = made.get(`${groupId} ${version}`)
      return row === undefined ? { ...NO_TRACE, at } : { at, actor: nameOf(row), requestId: row.request_id }
    },
  }
}

async function policyVersions(
  db: Db,
  tenantId: string,
  bound: readonly GroupRoleRow[],
  standing: StandingRow | undefined,
): Promise<ReadonlyMap<number, PolicyVersionRow>> {
  const present = await findPolicyVersion(db, tenantId)
  const wanted = new Set([...bound.map((row) => row.policy_version), standing?.policy_version ?? 0])
  const found = new Map<number, PolicyVersionRow>()
  if (present !== undefined) found.set(present.version, present)
  for (const version of wanted) {
    if (version === 0 || found.has(version)) continue
    const row = await findPolicyVersion(db, tenantId, version)
    if (row !== undefined) found.set(version, row)
  }
  return found
}
