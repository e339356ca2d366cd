import { expectStatus } from '../checks.ts'
import { isJsonObject, toArray, toExcerpt, toObject } from '../json.ts'
import { change, expectMembers, freshGroup, freshUsers, read, toGroupBody, toMember, toPatch } from './resources.ts'
import type { Account, StepDefinition } from './run.ts'

const LARGE_BYTES = 300_000

/** RFC 7643 section 5: present even where the answer is no. */
const FEATURES = ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag']

/** Open source identity providers and the home-made. https://github.com/better-auth/better-auth/issues/10415 */
export const pusherSteps: StepDefinition[] = [
  {
    id: 'pushers-config',
    title: 'authentik and others: PATCH is used where ServiceProviderConfig is complete and says so',
    async run(step) {
      const exchange = await step.get('/ServiceProviderConfig')
      const consequence = 'The client falls back to PUT of whole groups, or gives up.'
      if (!expectStatus(step, exchange, [200], { what: 'the configuration', consequence })) return
      const config = toObject(exchange.json)
      const missing = FEATURES.filter((name) => typeof toObject(config[name]).supported !== 'boolean')
      const { bulk, filter } = { bulk: toObject(config.bulk), filter: toObject(config.filter) }
      const numbers = [bulk.maxOperations, bulk.maxPayloadSize, filter.maxResults].every(Number.isInteger)
      const schemes = toArray(config.authenticationSchemes)
      const isComplete = missing.length === 0 && numbers && schemes.length > 0 && schemes.every(isJsonObject)
      step.check(isComplete && toObject(config.patch).supported === true, exchange, {
        expected: 'all of RFC 7643 section 5, and patch supported',
        received: missing.length > 0 ? `without ${missing.join(', ')}` : toExcerpt(exchange.text),
        consequence,
      })
    },
  },
  {
    id: 'pushers-single-member',
    title: 'authentik and others: a member is added as one object in place of an array',
    groups: true,
    async run(step, run) {
      const [a, b] = (await freshUsers(step, run, 'pusher', 2)) as [Account, Account]
      const group = await freshGroup(step, run, 'pusher', [a])
      const add = { op: 'add', path: 'members', value: { value: b.id } }
      await change(step, 'PATCH', `/Groups/${group.id}`, toPatch(add), 'The member is never added.')
      await expectMembers(step, group.id, [a, b], 'The member is not added, or replaces the others.')
    },
  },
  {
    id: 'pushers-own-id',
    title: 'Group pushers: a replace without a path repeats the id of the group; members stay',
    groups: true,
    async run(step, run) {
      const [a, b] = (await freshUsers(step, run, 'pusher-id', 2)) as [Account, Account]
      const group = await freshGroup(step, run, 'pusher id', [a, b])
      const displayName = `${group.displayName} renamed`
      const operation = { op: 'replace', value: { id: group.id, displayName } }
      await change(step, 'PATCH', `/Groups/${group.id}`, toPatch(operation), 'The group goes into error.')
      const { exchange, resource } = await read(step, 'Groups', group.id)
      step.check(resource.displayName === displayName, exchange, {
        expected: `displayName ${displayName}`,
        received: toExcerpt(resource.displayName),
        consequence: 'The group keeps its old name.',
      })
      await expectMembers(step, group.id, [a, b], 'A rename takes the membership with it.')
    },
  },
  {
    id: 'pushers-large-put',
    title: 'Group pushers: a PUT of 300 kB',
    groups: true,
    async run(step, run) {
      const accounts = [...(await freshUsers(step, run, 'pusher-large', 3)), ...run.accounts]
      const group = await freshGroup(step, run, 'pusher large', [])
      const padding = 'x'.repeat(Math.ceil(LARGE_BYTES / accounts.length))
      const members = accounts.map((account) => ({ ...toMember(account), display: padding }))
      const body = toGroupBody(group.displayName, members)
      await change(step, 'PUT', `/Groups/${group.id}`, body, 'Large groups are refused: "413 Payload Too Large".')
      await expectMembers(step, group.id, accounts, 'A large group arrives incomplete.')
    },
  },
]
