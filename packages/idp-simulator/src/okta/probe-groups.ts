import { isText } from '../answers.ts'
import { toProbeGroupName } from '../population.ts'
import type { Step } from '../step.ts'
import type { Member } from './bodies.ts'
import { createGroup, deleteGroup, toMember } from './groups.ts'
import { type PushedGroup, probe, type Run } from './run.ts'
import { lookUp } from './users.ts'

/** A newly pushed group for one check. What an interrupted run left under the name is deleted first. */
export async function freshGroup(step: Step, run: Run, name: string, members: readonly Member[]): Promise<PushedGroup> {
  const displayName = toProbeGroupName(run.naming, name)
  await deleteLeftover(step, displayName)
  const group = rememberGroup(run, await createGroup(step, displayName, run.dialect.toCreatedMembers(members)))
  await run.dialect.fillGroup(step, group, members)
  return group
}

export async function deleteLeftover(step: Step, displayName: string): Promise<void> {
  const { resources } = await lookUp(step, 'Groups', 'displayName', displayName)
  for (const { id } of resources) if (isText(id)) await deleteGroup(step, id)
}

export function rememberGroup(run: Run, group: PushedGroup): PushedGroup {
  run.probeGroups.set(group.id, group)
  return group
}

type Members<Count extends number> = Member[] & {
  readonly [index in Count extends 8 ? number : 0 | 1 | 2 | 3 | 4]: Member
}

export function probeMembers<Count extends 1 | 2 | 3 | 4 | 5 | 8>(step: Step, run: Run, count: Count): Members<Count> {
  return Array.from({ length: count }, (_, n) => toMember(probe(step, run, `member-${n + 1}`))) as Members<Count>
}

/** A member that names nobody, in the style of the server's own ids so that it is read as an id at all. */
export function ghostMember(known: Member): Member {
  const isNumber = /^\d+$/.test(known.value)
  const value = isNumber ? `${known.value}00919288` : known.value.replace(/[0-9a-f]{8}/i, '00919288')
  return { value: value === known.value ? '00919288-2211-4222-8000-000000000000' : value, display: 'gone@example.com' }
}
