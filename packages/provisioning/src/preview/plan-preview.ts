import type { Json } from '@rollcall/scim-core'
import {
  type DirectoryRow,
  findPolicyVersion,
  type GroupRoleRow,
  listDirectories,
  listOrganisationsOfTenants,
  listPersonIds,
  listPolicyTasks,
  listResourcesById,
  listStandings,
  type StandingRow,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { effectivePolicyText, policyOf } from '../policy/effective-policy.ts'
import { loadPersonFacts, type PersonFacts } from '../policy/person-facts.ts'
import { NO_POLICY, type PolicyDocument } from '../policy/policy-document.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { readStoredPolicy } from '../policy/stored-policy.ts'
import type { Turns } from '../policy/turns.ts'
import { type GroupGrant, previewGroupRoles } from '../roles/directory-roles.ts'
import { toRole } from '../roles/role-prefix.ts'

/** All that a preview knows before it looks at people. */
export interface PreviewPlan {
  readonly version: number
  readonly settled: boolean
  readonly present: PolicyDocument
  readonly next: PolicyDocument
  /** By id, as their rows would be under the next policy. */
  readonly directories: ReadonlyMap<string, DirectoryRow>
  /** What groups would grant, by group. */
  readonly bound: ReadonlyMap<string, readonly GroupRoleRow[]>
  readonly groups: readonly GroupPreview[]
  readonly roleNames: ReadonlyMap<string, string>
  /** Names by id. */
  readonly organisations: ReadonlyMap<string, string>
}

/** A group that would come to grant a role, or cease to. */
export interface GroupPreview {
  readonly groupId: string
  /** null: it was removed, or is not among the first thousand. */
  readonly groupName: string | null
  readonly directory: string
  readonly role: string
  readonly change: 'grants' | 'ceases'
}

const TASKS_LOOKED_AT = 100
const GROUPS_NAMED = 1_000

/** Throws InvalidInputError for a document that is no policy of the tenant, and PolicyTooCostlyError. */
export function planPreview(
  ctx: OperationContext,
  tenantId: string,
  document: Json,
  turns: Turns,
): Promise<PreviewPlan> {
  return ctx.store.readLong(tenantId, async (db) => {
    const rows = await listDirectories(db, tenantId)
    const organisations = await listOrganisationsOfTenants(db, [tenantId])
    const next = readPolicy(document, { directories: rows, organisations: organisations.map((each) => each.name) })
    const before = await findPolicyVersion(db, tenantId)
    const version = before?.version ?? 0
    const ids = new Map(organisations.map((each) => [each.name, each.id]))
    const directories = new Map<string, DirectoryRow>()
    const bound: GroupRoleRow[] = []
    const groups: Omit<GroupPreview, 'groupName'>[] = []
    const roleNames = new Map(
      [...(next.roles?.precedence ?? []), ...(next.roles?.rules ?? []).map((rule) => rule.role)].map((name) => [
        toRole(name).key,
        name,
      ]),
    )
    for (const row of rows) {
      const directory = { ...row, policy: effectivePolicyText(version + 1, next, row.slug, ids) }
      directories.set(row.id, directory)
      const preview = await previewGroupRoles(db, directory, policyOf(directory), turns)
      bound.push(...preview.then.map((grant) => toBound(directory, grant)))
      groups.push(...changesOf(directory, preview.now, preview.then))
      for (const grant of [...preview.now, ...preview.then]) roleNames.set(grant.role_key, grant.role_name)
    }
    const changing = [...new Set(groups.map((each) => each.groupId))].slice(0, GROUPS_NAMED)
    const names = new Map((await listResourcesById(db, tenantId, changing)).map((row) => [row.id, row.display_name]))
    const tasks = await listPolicyTasks(db, tenantId, TASKS_LOOKED_AT)
    return {
      version,
      settled: tasks.every((task) => task.finished_at !== null),
      present: (before && readStoredPolicy(before.document, organisations)) ?? NO_POLICY,
      next,
      directories,
      bound: Map.groupBy(bound, (row) => row.group_id),
      groups: groups.map((each) => ({ ...each, groupName: names.get(each.groupId) ?? null })),
      roleNames,
      organisations: new Map(organisations.map((each) => [each.id, each.name])),
    }
  })
}

/** A grant as the row it would be, as far as judging looks at it. */
const toBound = (directory: DirectoryRow, grant: GroupGrant): GroupRoleRow => ({
  ...grant,
  tenant_id: directory.tenant_id,
  directory_id: directory.id,
  state: 'granted',
  group_name: '',
  policy_version: policyOf(directory).version,
  request_id: '',
  created_at: '',
})

function changesOf(
  { slug }: DirectoryRow,
  now: readonly GroupGrant[],
  then: readonly GroupGrant[],
): readonly Omit<GroupPreview, 'groupName'>[] {
  const textOf = (grant: GroupGrant) => `${grant.group_id}\n${grant.role_key}`
  const differing = (some: readonly GroupGrant[], others: readonly GroupGrant[], change: GroupPreview['change']) => {
    const known = new Set(others.map(textOf))
    const found = new Map(some.filter((grant) => !known.has(textOf(grant))).map((grant) => [textOf(grant), grant]))
    return [...found.values()].map((grant) => ({
      groupId: grant.group_id,
      directory: slug,
      role: grant.role_name,
      change,
    }))
  }
  return [...differing(then, now, 'grants'), ...differing(now, then, 'ceases')]
}

/** People in order of id, with what is known of them. */
export interface PreviewPiece {
  readonly ids: readonly string[]
  readonly standings: ReadonlyMap<string, StandingRow>
  readonly facts: readonly PersonFacts[]
}

export function readPiece(
  ctx: OperationContext,
  tenantId: string,
  afterId: string,
  limit: number,
): Promise<PreviewPiece> {
  return ctx.store.readLong(
    tenantId,
    async (db) => {
      const ids = await listPersonIds(db, tenantId, afterId, limit)
      const standings = await listStandings(db, tenantId, ids)
      const facts = await loadPersonFacts(db, tenantId, ids)
      return { ids, standings: new Map(standings.map((row) => [row.person_id, row])), facts }
    },
    { begun: true },
  )
}

/** A person whose directories carry the next policy. */
export const underPolicy = (facts: PersonFacts, directories: ReadonlyMap<string, DirectoryRow>): PersonFacts => ({
  ...facts,
  resources: facts.resources.map((resource) => ({
    ...resource,
    directory: directories.get(resource.directory.id) ?? resource.directory,
  })),
})
