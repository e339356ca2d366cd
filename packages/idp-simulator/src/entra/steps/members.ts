import { expectList } from '../../checks.ts'
import { mapConcurrently } from '../../http/pool.ts'
import type { Step } from '../../step.ts'
import { addMembers, checkMembers, freshGroup, patchGroup } from '../groups.ts'
import { toReferenceQuery } from '../requests.ts'
import { probe, type Run, type StepDefinition } from '../run.ts'

const REMOVE_REFUSED = 'Whoever left the group in Entra keeps what it grants: the remove fails in every cycle.'
const ADD_REFUSED = 'The member is never added; Entra retries for ever.'

type Ids = string[] & { readonly [index in 0 | 1 | 2 | 3]: string }

function members(step: Step, run: Run, count: number): Ids {
  return Array.from({ length: count }, (_, n) => probe(step, run, `member-${n + 1}`).id) as Ids
}

export const memberSteps: StepDefinition[] = [
  {
    id: 'members-add',
    title: 'Members are added, several at a time, and again',
    groups: true,
    async run(step, run) {
      const [a, b, c, d] = members(step, run, 4)
      const group = await freshGroup(step, run, 'add', [a])
      await addMembers(step, run, group.id, [b, c, d])
      await checkMembers(step, group.id, [a, b, c, d], 'Group_Update_Add_Member_Test is red.')
      await addMembers(step, run, group.id, [a, b])
      await checkMembers(step, group.id, [a, b, c, d], 'A cycle that is repeated duplicates or loses members.')
    },
  },
  {
    id: 'members-remove',
    title: 'A member is removed, and only that one',
    groups: true,
    async run(step, run) {
      const [a, b, c, d] = members(step, run, 4)
      const group = await freshGroup(step, run, 'remove', [a, b, c, d])
      await patchGroup(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED)
      await checkMembers(step, group.id, [a, c, d], 'One person leaves the group, and everybody loses access.')
      await patchGroup(step, group.id, run.dialect.removeMembers([a, d]), REMOVE_REFUSED)
      await checkMembers(step, group.id, [c], 'Several people leave at once: some stay, or all are removed.')
    },
  },
  {
    id: 'members-remove-again',
    title: 'Removing whoever is no member changes nothing',
    groups: true,
    async run(step, run) {
      const [a, b] = members(step, run, 2)
      const group = await freshGroup(step, run, 'remove-again', [a])
      await patchGroup(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED)
      await checkMembers(step, group.id, [a], 'A repeated remove empties the group.')
    },
  },
  {
    id: 'members-return',
    title: 'A removed member comes back',
    groups: true,
    async run(step, run) {
      const [a, b] = members(step, run, 2)
      const group = await freshGroup(step, run, 'return', [a, b])
      await patchGroup(step, group.id, run.dialect.removeMembers([b]), REMOVE_REFUSED)
      await addMembers(step, run, group.id, [b])
      await checkMembers(step, group.id, [a, b], ADD_REFUSED)
    },
  },
  {
    id: 'members-query',
    title: 'The question whether somebody is a member is answered',
    groups: true,
    async run(step, run) {
      const [a, b] = members(step, run, 2)
      const group = await freshGroup(step, run, 'query', [a])
      for (const [value, matches] of [
        [a, 1],
        [b, 0],
      ] as const) {
        const exchange = await step.get(toReferenceQuery('Groups', group.id, { attribute: 'members', value }))
        const want = { what: 'a ListResponse', consequence: 'Entra cannot check a membership and sends it every time.' }
        const found = expectList(step, exchange, want)
        step.check(found === undefined || found.length === matches, exchange, {
          expected: `${matches} groups`,
          received: `${found?.length} groups`,
          consequence: 'Entra takes people for members who are not, or the other way round.',
        })
      }
    },
  },
  {
    id: 'members-parallel',
    title: 'Parallel changes of one group are all kept',
    groups: true,
    async run(step, run) {
      const ids = members(step, run, 8)
      const [first, ...others] = ids
      const group = await freshGroup(step, run, 'parallel', [first])
      const change = (operations: Parameters<typeof patchGroup>[2]) =>
        patchGroup(step, group.id, operations, 'Parallel changes of a group fail, and with them the cycle.')
      const width = Math.max(4, run.concurrency)
      await mapConcurrently(others, width, (id) => change(run.dialect.addMembers([id])))
      await checkMembers(step, group.id, ids, 'Members are lost at random when several are added at once.')
      const gone = ids.slice(0, 4)
      await mapConcurrently(gone, width, (id) => change(run.dialect.removeMembers([id])))
      await checkMembers(step, group.id, ids.slice(4), 'Members who were removed keep their access at random.')
    },
  },
]
