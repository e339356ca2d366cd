import { addOperation, removeOperation } from '../bodies.ts'
import { patchGroup } from '../dialect-catalogue.ts'
import { checkMembers, pushGroup } from '../groups.ts'
import { deleteLeftover, freshGroup, probeMembers } from '../probe-groups.ts'
import { onlyIn, type StepDefinition } from '../run.ts'
import { lookUp } from '../users.ts'

const LOST = 'Okta shows the push as successful, and the application does not have these members.'
const KEPT = 'Okta shows the push as successful, and the removed user keeps what the group grants.'

export const groupMembershipSteps: StepDefinition[] = [
  {
    id: 'group-push-new',
    title: 'Push a new group',
    groups: true,
    async run(step, run) {
      const [a, b, c, d] = probeMembers(step, run, 4)
      const group = await freshGroup(step, run, 'new', [a, b, c, d])
      await checkMembers(step, group, [a, b, c, d], { consequence: LOST })
      const { exchange, resources } = await lookUp(step, 'Groups', 'displayName', group.displayName)
      step.check(resources.length === 1 && resources[0]?.id === group.id, exchange, {
        expected: `exactly the group ${group.id}`,
        received: `${resources.length} groups`,
        consequence: 'The next push does not find the group and creates it again, or meets a conflict.',
      })
    },
  },
  {
    id: 'group-members-change',
    title: 'Members are added and removed',
    groups: true,
    async run(step, run) {
      const [a, b, c, d, e] = probeMembers(step, run, 5)
      const group = await freshGroup(step, run, 'change', [a, b, c])
      await run.dialect.changeMembers(step, group, { members: [c, d], add: [d], remove: [a, b] })
      await checkMembers(step, group, [c, d], { consequence: KEPT })
      await run.dialect.changeMembers(step, group, { members: [d, e], add: [e], remove: [c] })
      await checkMembers(step, group, [d, e], { consequence: KEPT })
    },
  },
  {
    id: 'group-members-repeat',
    title: 'A change that is sent twice changes nothing the second time',
    skip: onlyIn('catalogue'),
    groups: true,
    async run(step, run) {
      const [a, b, c] = probeMembers(step, run, 3)
      const group = await freshGroup(step, run, 'repeat', [a, b])
      const consequence = 'Okta repeats a request whose answer was lost; a refusal leaves the push group in Error.'
      for (const _ of [1, 2]) await patchGroup(step, group.id, [removeOperation(a.value), addOperation([b, c])])
      await checkMembers(step, group, [b, c], { consequence })
    },
  },
  {
    id: 'group-members-return',
    title: 'A removed member can be added again',
    groups: true,
    async run(step, run) {
      const [a, b] = probeMembers(step, run, 2)
      const group = await freshGroup(step, run, 'return', [a, b])
      await run.dialect.changeMembers(step, group, { members: [b], add: [], remove: [a] })
      await checkMembers(step, group, [b], { consequence: KEPT })
      await run.dialect.changeMembers(step, group, { members: [b, a], add: [a], remove: [] })
      await checkMembers(step, group, [a, b], { consequence: LOST })
    },
  },
  {
    id: 'group-push-now',
    title: '“Push now” replaces all members',
    groups: true,
    async run(step, run) {
      const [a, b, c] = probeMembers(step, run, 3)
      const group = await freshGroup(step, run, 'now', [a, b])
      await run.dialect.pushNow(step, group, [b, c])
      await checkMembers(step, group, [b, c], { consequence: KEPT })
    },
  },
  {
    id: 'group-push-empty',
    title: '“Push now” of an empty group leaves no members',
    groups: true,
    async run(step, run) {
      const [a, b] = probeMembers(step, run, 2)
      const group = await freshGroup(step, run, 'empty', [])
      await checkMembers(step, group, [], { consequence: 'The push of an empty group invents members.' })
      await run.dialect.pushNow(step, group, [a, b])
      await run.dialect.pushNow(step, group, [])
      await checkMembers(step, group, [], { consequence: KEPT })
      if (run.app === 'wizard') return
      await run.dialect.pushNow(step, group, [a, b])
      const value = { id: group.id, displayName: group.displayName, members: [] }
      await patchGroup(step, group.id, [{ op: 'replace', value }])
      await checkMembers(step, group, [], { consequence: KEPT })
    },
  },
  {
    id: 'group-rename',
    title: 'A renamed group keeps its members',
    groups: true,
    async run(step, run) {
      const [a, b] = probeMembers(step, run, 2)
      const group = await freshGroup(step, run, 'rename', [a, b])
      const renamed = { ...group, displayName: `${group.displayName} renamed` }
      await deleteLeftover(step, renamed.displayName)
      // Okta does not know a display name for every member, and sends null then.
      const members = [a, b].map(({ value }) => ({ value, display: null }))
      await run.dialect.rename(step, group, renamed.displayName, members)
      await checkMembers(step, renamed, [a, b], {
        consequence: 'The group loses its members, or keeps its old name, while Okta shows success.',
      })
    },
  },
  {
    id: 'group-push-again',
    title: 'The same push a second time, under the group’s own name',
    groups: true,
    async run(step, run) {
      const [a, b] = probeMembers(step, run, 2)
      const group = await freshGroup(step, run, 'again', [a, b])
      for (const _ of [1, 2]) await run.dialect.rename(step, group, group.displayName, [a, b])
      await run.dialect.pushNow(step, group, [a, b])
      await checkMembers(step, group, [a, b], { consequence: LOST })
    },
  },
  {
    id: 'group-link',
    title: 'Linking to an existing group keeps the members it had',
    groups: true,
    async run(step, run) {
      const [a, b] = probeMembers(step, run, 2)
      const existing = await freshGroup(step, run, 'link', [a])
      const linked = await pushGroup(step, run, existing.displayName, [b])
      await checkMembers(step, { ...linked, id: existing.id }, [a, b], {
        consequence: 'Linking a push group throws out the members that the application had.',
      })
    },
  },
]
