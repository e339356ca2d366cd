import { expectOnly } from '../checks.ts'
import { toExcerpt } from '../json.ts'
import { GROUP_SCHEMA } from '../urns.ts'
import { change, equals, expectMembers, find, freshGroup, freshUser, freshUsers, read, toPatch } from './resources.ts'
import type { Account, StepDefinition } from './run.ts'

const REFUSED = 'The membership is never pushed.'

/** https://docs.pingidentity.com, SCIM connector of PingFederate and SCIM outbound connection of PingOne */
export const pingSteps: StepDefinition[] = [
  {
    id: 'ping-email-filter',
    title: 'PingFederate: users are matched by e-mail address, with and without .value',
    async run(step, run) {
      const account = await freshUser(step, run, 'ping')
      const consequence = 'The account that exists is not found and is created again.'
      for (const path of ['emails', 'emails.value', 'userName']) {
        const value = path === 'userName' ? account.person.userName : account.person.email
        const { exchange, resources } = await find(step, 'Users', equals(path, value), consequence)
        expectOnly(step, exchange, resources, account.id, consequence)
      }
    },
  },
  {
    id: 'ping-disable',
    title: 'PingFederate: a user is disabled by PATCH or by PUT, as the admin chose',
    async run(step, run) {
      const { id } = await freshUser(step, run, 'ping-disable')
      const path = `/Users/${id}`
      const { resource: whole } = await read(step, 'Users', id)
      const disable = toPatch({ op: 'replace', path: 'active', value: false })
      for (const [method, body, active] of [
        ['PATCH', disable, false],
        ['PUT', { ...whole, active: true }, true],
        ['PUT', { ...whole, active: false }, false],
      ] as const) {
        await change(step, method, path, body, 'The user keeps access.')
        const { exchange, resource } = await read(step, 'Users', id)
        step.check(resource.active === active, exchange, {
          expected: `active ${active}`,
          received: toExcerpt(resource.active),
          consequence: 'The user keeps access, or stays locked out.',
        })
      }
    },
  },
  {
    id: 'ping-group-overwrite',
    title: 'PingOne: a membership is overwritten by PUT, with references to another host',
    groups: true,
    async run(step, run) {
      const [a, b] = (await freshUsers(step, run, 'ping-member', 2)) as [Account, Account]
      const group = await freshGroup(step, run, 'ping', [a])
      const body = { schemas: [GROUP_SCHEMA], displayName: group.displayName, members: [toPingMember(b)] }
      await change(step, 'PUT', `/Groups/${group.id}`, body, REFUSED)
      await expectMembers(step, group.id, [b], 'The old members stay.')
    },
  },
  {
    id: 'ping-group-merge',
    title: 'PingOne: members are merged by PATCH',
    groups: true,
    async run(step, run) {
      const [a, b] = (await freshUsers(step, run, 'ping-merge', 2)) as [Account, Account]
      const group = await freshGroup(step, run, 'ping merge', [a])
      const add = { op: 'add', path: 'members', value: [toPingMember(b), toPingMember(a)] }
      await change(step, 'PATCH', `/Groups/${group.id}`, toPatch(add), REFUSED)
      await expectMembers(step, group.id, [a, b], 'Members who were there are lost, or twice.')
    },
  },
]

function toPingMember(account: Account): { value: string; display: string; $ref: string; type: string } {
  return {
    value: account.id,
    display: account.person.displayName,
    $ref: `https://scim.pingone.example.com/v2/Users/${account.id}`,
    type: 'User',
  }
}
