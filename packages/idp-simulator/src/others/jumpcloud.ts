import { expectError } from '../checks.ts'
import { toExcerpt } from '../json.ts'
import { toProbe, toProbeGroupName } from '../population.ts'
import {
  change,
  create,
  equals,
  expectMembers,
  find,
  freshGroup,
  freshUsers,
  read,
  remove,
  toGroupBody,
  toPatch,
  toUserBody,
} from './resources.ts'
import type { Account, StepDefinition } from './run.ts'

/** https://support.jumpcloud.com, Custom SCIM Identity Management */
export const jumpcloudSteps: StepDefinition[] = [
  {
    id: 'jumpcloud-test',
    title: 'JumpCloud: the connection test makes, changes and deletes a user and a group',
    async run(step, run) {
      const consequence = 'The connection test is red; the integration cannot be activated.'
      const person = toProbe(run.naming, 'jumpcloud-test')
      const leftover = await find(step, 'Users', equals('userName', person.userName), consequence)
      for (const { id } of leftover.resources) await remove(step, run, 'Users', String(id))
      const { resource: user } = await create(step, run, 'Users', toUserBody(person))
      const path = `/Users/${String(user.id)}`
      await change(step, 'PUT', path, { ...toUserBody(person), displayName: 'Test Changed' }, consequence)
      const { exchange, resource: after } = await read(step, 'Users', String(user.id))
      step.check(after.displayName === 'Test Changed', exchange, {
        expected: 'displayName Test Changed',
        received: toExcerpt(after.displayName),
        consequence,
      })
      if (run.groups > 0) {
        const displayName = toProbeGroupName(run.naming, 'jumpcloud test')
        const groups = await find(step, 'Groups', equals('displayName', displayName), consequence)
        for (const { id } of groups.resources) await remove(step, run, 'Groups', String(id))
        const { resource: group } = await create(step, run, 'Groups', toGroupBody(displayName, []))
        const members = [{ value: String(user.id) }]
        await change(step, 'PUT', `/Groups/${String(group.id)}`, toGroupBody(displayName, members), consequence)
        await expectMembers(step, String(group.id), [{ person, id: String(user.id) }], consequence)
        await remove(step, run, 'Groups', String(group.id))
      }
      await remove(step, run, 'Users', String(user.id))
      expectError(step, await step.get(path), 404, { what: 'gone', consequence })
    },
  },
  {
    id: 'jumpcloud-remove-members',
    title: 'JumpCloud: members removed by a value array, without a filter',
    groups: true,
    async run(step, run) {
      const [a, b, c] = (await freshUsers(step, run, 'jumpcloud-member', 3)) as [Account, Account, Account]
      const group = await freshGroup(step, run, 'jumpcloud', [a, b, c])
      const operation = { op: 'remove', path: 'members', value: [{ value: b.id }] }
      const consequence = 'One person leaves a group: everybody loses access, or nobody does.'
      await change(step, 'PATCH', `/Groups/${group.id}`, toPatch(operation), consequence)
      await expectMembers(step, group.id, [a, c], consequence)
      await change(step, 'PATCH', `/Groups/${group.id}`, toPatch(operation), 'A repeated remove fails.')
      await expectMembers(step, group.id, [a, c], consequence)
    },
  },
]
