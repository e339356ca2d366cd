import { mapConcurrently } from '../../http/pool.ts'
import { toExcerpt } from '../../json.ts'
import { toProbeGroupName } from '../../population.ts'
import { addOperation, type Member, removeOperation, replaceMembersOperation } from '../bodies.ts'
import { checkScimError } from '../checks.ts'
import { patchGroup } from '../dialect-catalogue.ts'
import { putGroup } from '../dialect-wizard.ts'
import { checkMembers, createGroup, deleteGroup, toMember } from '../groups.ts'
import { deleteLeftover, freshGroup, ghostMember, probeMembers, rememberGroup } from '../probe-groups.ts'
import { onlyIn, type StepDefinition } from '../run.ts'
import { getUser, lookUp } from '../users.ts'

/** Membership changes seen in one PATCH. https://github.com/ory/polis/pull/4080 */
const LARGE_BATCH = 256

const UNKNOWN =
  'One user the application does not know stops, or empties, the whole push group; a 400 is never repeated, a 500 for ever.'

export const groupTroubleSteps: StepDefinition[] = [
  {
    id: 'group-unknown-member',
    title: 'A member the server does not know neither stops a push nor costs the others',
    groups: true,
    async run(step, run) {
      const [a, b, c] = probeMembers(step, run, 3)
      const ghost = ghostMember(a)
      const want = { consequence: UNKNOWN, ignore: ghost.value }
      if (run.app === 'wizard') {
        const group = await freshGroup(step, run, 'unknown', [a])
        await putGroup(step, group, [a, ghost, b])
        await checkMembers(step, group, [a, b], want)
        const name = toProbeGroupName(run.naming, 'unknown from the start')
        await deleteLeftover(step, name)
        const created = rememberGroup(run, await createGroup(step, name, [ghost, c]))
        await checkMembers(step, created, [c], want)
        return
      }
      const group = await freshGroup(step, run, 'unknown', [a])
      await patchGroup(step, group.id, [addOperation([ghost, b])])
      await checkMembers(step, group, [a, b], want)
      await patchGroup(step, group.id, [replaceMembersOperation([a, ghost, c])])
      await checkMembers(step, group, [a, c], want)
      await patchGroup(step, group.id, [removeOperation(ghost.value)])
      await checkMembers(step, group, [a, c], want)
    },
  },
  {
    id: 'group-concurrent',
    title: 'Parallel changes of one group lose no member',
    skip: onlyIn('catalogue'),
    groups: true,
    async run(step, run) {
      const members = probeMembers(step, run, 8)
      const group = await freshGroup(step, run, 'concurrent', [])
      const consequence =
        'Changes that arrive together overwrite each other: users miss access although Okta shows success.'
      const width = Math.max(4, run.concurrency)
      await mapConcurrently(members, width, (member) => patchGroup(step, group.id, [addOperation([member])]))
      await checkMembers(step, group, members, { consequence })
      const [gone, stay] = [members.slice(0, 4), members.slice(4)]
      await mapConcurrently(gone, width, (member) => patchGroup(step, group.id, [removeOperation(member.value)]))
      await checkMembers(step, group, stay, { consequence })
    },
  },
  {
    id: 'group-large-batch',
    title: `Up to ${LARGE_BATCH} members in one request`,
    groups: true,
    async run(step, run) {
      const members: Member[] = run.accounts.slice(0, LARGE_BATCH).map(toMember)
      if (members.length === 0) step.skip('There are no users to push.')
      const known = members.slice(0, 3)
      const group = await freshGroup(step, run, 'large', known)
      if (run.app === 'wizard') await putGroup(step, group, members)
      // The first three are members already: Okta does not know that when it repeats a batch.
      else await patchGroup(step, group.id, [addOperation(members)])
      await checkMembers(step, group, members, {
        consequence:
          'A large batch times out at a gateway and is sent again and again, or leaves some of its members out.',
      })
      step.note(`${members.length} members in the request.`)
    },
  },
  {
    id: 'group-unlink',
    title: 'Unlinking deletes the group; its users stay',
    groups: true,
    async run(step, run) {
      const [a] = probeMembers(step, run, 1)
      const group = await freshGroup(step, run, 'unlink', [a])
      if (!(await deleteGroup(step, group.id))) return
      run.probeGroups.delete(group.id)
      checkScimError(step, await step.get(`/Groups/${encodeURIComponent(group.id)}`), 404, {
        what: 'a SCIM error: the group is gone',
        consequence: 'A group deleted from Okta stays in the application.',
      })
      const { exchange, resources } = await lookUp(step, 'Groups', 'displayName', group.displayName)
      step.check(resources.length === 0, exchange, {
        expected: 'no group of that name',
        received: `${resources.length}: ${toExcerpt(resources[0]?.id)}`,
        consequence: 'Pushing the group again links to one that is gone.',
      })
      const { exchange: read, user } = await getUser(step, a.value)
      step.check(user.active === true, read, {
        expected: 'an active user',
        received: `active ${toExcerpt(user.active)}`,
        consequence: 'Unlinking a group locks its users out.',
      })
    },
  },
]
