import { expectError, expectOnly, expectStatus } from '../../checks.ts'
import { toExcerpt, toObject } from '../../json.ts'
import { unlessStopped } from '../../step.ts'
import { createGroup, deleteGroup, findGroups, freshGroup, getGroup, patchGroup, provisionGroup } from '../groups.ts'
import { toEntraGroupName } from '../population.ts'
import { equals } from '../requests.ts'
import { probe, type StepDefinition } from '../run.ts'

const SKIPPED = 'The group is created again, or skipped, in every cycle.'

export const groupSteps: StepDefinition[] = [
  {
    id: 'provision-groups',
    title: 'Groups: query by name, create without members, then add the members',
    groups: true,
    async run(step, run) {
      for (let n = 0; n < run.groups; n += 1) {
        const { accounts, membersPerGroup } = run
        const count = Math.min(membersPerGroup, accounts.length)
        const members = Array.from({ length: count }, (_, m) => accounts[(n * membersPerGroup + m) % accounts.length])
        const ids = members.flatMap((account) => (account ? [account.id] : []))
        const group = await provisionGroup(step, run, toEntraGroupName(run.naming, n), ids).catch(unlessStopped)
        step.progress(n + 1, run.groups)
        if (!group) continue
        run[group.how].groups += 1
        if (group.versionChanged) run.versionsChanged += 1
      }
    },
  },
  {
    id: 'group-lookup',
    title: 'A group is matched by displayName and by externalId',
    groups: true,
    async run(step, run) {
      const group = await freshGroup(step, run, 'lookup', [])
      for (const filter of [equals('displayName', group.displayName), equals('externalId', group.externalId)]) {
        const { exchange, groups } = await findGroups(step, filter)
        expectOnly(step, exchange, groups, group.id, SKIPPED)
      }
    },
  },
  {
    id: 'group-without-members',
    title: 'A group is read without its members',
    groups: true,
    async run(step, run) {
      const member = probe(step, run, 'member-1').id
      const group = await freshGroup(step, run, 'excluded', [member])
      const exchange = await step.get(`/Groups/${encodeURIComponent(group.id)}?excludedAttributes=members`)
      const found = await findGroups(step, equals('displayName', group.displayName))
      const read = [
        { exchange, body: toObject(exchange.json) },
        { exchange: found.exchange, body: found.groups[0] ?? {} },
      ]
      for (const { exchange: each, body } of read) {
        if (!expectStatus(step, each, [200], { what: 'the group', consequence: SKIPPED })) continue
        step.check(!('members' in body) && body.displayName === group.displayName, each, {
          expected: 'the group with displayName and without members',
          received: toExcerpt(each.text),
          consequence: 'A group of 100,000 makes every cycle time out.',
        })
      }
    },
  },
  {
    id: 'group-rename',
    title: 'A group is renamed; its members stay',
    groups: true,
    async run(step, run) {
      const members = [probe(step, run, 'member-1').id, probe(step, run, 'member-2').id]
      const group = await freshGroup(step, run, 'rename', members)
      const displayName = `${group.displayName} renamed`
      const operations = run.dialect.write('replace', { displayName })
      await patchGroup(step, group.id, operations, 'Update_Group_Test is red: the group keeps its old name.')
      const { exchange, group: after } = await getGroup(step, group.id)
      const kept = Array.isArray(after.members) ? after.members.length : 0
      step.check(after.displayName === displayName && after.externalId === group.externalId && kept === 2, exchange, {
        expected: `displayName ${displayName}, the externalId and 2 members`,
        received: `${toExcerpt(after.displayName)}, externalId ${toExcerpt(after.externalId)}, ${kept} members`,
        consequence: 'The rename is lost, or takes the membership with it.',
      })
    },
  },
  {
    id: 'group-delete',
    title: 'A group that left the scope is deleted, and may come back',
    groups: true,
    async run(step, run) {
      const group = await freshGroup(step, run, 'delete', [probe(step, run, 'member-1').id])
      if (!(await deleteGroup(step, run, group.id))) return
      const gone = { what: 'a SCIM error: the group is gone', consequence: 'Delete_Group_Test is red.' }
      expectError(step, await step.get(`/Groups/${group.id}`), 404, gone)
      const again = await step.send({ method: 'DELETE', path: `/Groups/${group.id}` })
      expectStatus(step, again, [404], { what: 'not there any more', consequence: 'A repeated delete fails for ever.' })
      const { exchange, groups } = await findGroups(step, equals('displayName', group.displayName))
      step.check(groups.length === 0, exchange, {
        expected: 'no group of that name',
        received: toExcerpt(groups[0]?.id),
        consequence: 'The next group of this name is tied to one that is gone.',
      })
      await createGroup(step, run, group.displayName)
    },
  },
]
