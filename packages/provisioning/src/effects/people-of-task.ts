import {
  findDirectoryIdOf,
  getDirectory,
  listMemberIdsAfter,
  listNestedGroups,
  listPersonIds,
  listPersonIdsOf,
  type PolicyTaskRow,
  type Trx,
} from '@rollcall/store'
import { groupSpaceOf } from '../roles/decide-groups.ts'

/** The next people of a task, and where it stands after them. */
export interface PeopleOfTask {
  readonly personIds: readonly string[]
  readonly afterId: string
}

/** Nesting is followed as deep as roles are: the groups inside, and then their members. */
const NESTED_GROUPS = 7

export async function nextPeopleOfTask(trx: Trx, task: PolicyTaskRow, limit: number): Promise<PeopleOfTask> {
  if (task.kind === 'group') return nextPeopleOfGroup(trx, task, limit)
  const personIds = await listPersonIds(trx, task.tenant_id, task.after_id, limit)
  return { personIds, afterId: personIds.at(-1) ?? task.after_id }
}

/**
 * Walks the members of the group and of every group inside of it, a group after the other in order of id. The position names both group and member,
 * so that each step is one look-up by key, whatever the size of the groups. Who is in two of them is judged twice, which does nothing more.
 */
async function nextPeopleOfGroup(trx: Trx, task: PolicyTaskRow, limit: number): Promise<PeopleOfTask> {
  const { tenant_id: tenantId, group_id: groupId, after_id: position } = task
  const [startGroup = '', startMember = ''] = position.split(' ')
  const groupIds = groupId === null ? [] : await groupsInside(trx, tenantId, groupId)
  const memberIds: string[] = []
  let afterId = position
  for (const id of groupIds) {
    if (id < startGroup) continue
    const from = id === startGroup ? startMember : ''
    const members = await listMemberIdsAfter(trx, tenantId, id, from, limit - memberIds.length)
    if (members.length === 0) continue
    memberIds.push(...members)
    afterId = `${id} ${members.at(-1)}`
    if (memberIds.length >= limit) break
  }
  return { personIds: await listPersonIdsOf(trx, tenantId, memberIds), afterId }
}

/** The group and the groups that it holds, directly or through others, in order of id. */
async function groupsInside(trx: Trx, tenantId: string, groupId: string): Promise<string[]> {
  const directoryId = await findDirectoryIdOf(trx, tenantId, groupId)
  if (directoryId === undefined) return []
  const directory = await getDirectory(trx, tenantId, directoryId)
  const inside = Map.groupBy(await listNestedGroups(trx, groupSpaceOf(directory)), (row) => row.group_id)
  const found = new Set([groupId])
  let level = [groupId]
  for (let depth = 1; depth <= NESTED_GROUPS && level.length > 0; depth += 1) {
    const next = level.flatMap((id) => (inside.get(id) ?? []).map((row) => row.member_id))
    level = [...new Set(next)].filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found].sort()
}
