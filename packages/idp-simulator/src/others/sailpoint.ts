import { isText } from '../answers.ts'
import { expectList, expectStatus } from '../checks.ts'
import { toArray, toExcerpt, toObject } from '../json.ts'
import type { Step } from '../step.ts'
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from '../urns.ts'
import { change, freshUser, freshUsers, read, toPatch } from './resources.ts'
import type { StepDefinition } from './run.ts'

const PAGE = 10
const MAX_PAGES = 100

/** https://documentation.sailpoint.com, SCIM 2.0 connector */
export const sailpointSteps: StepDefinition[] = [
  {
    id: 'sailpoint-discovery',
    title: 'SailPoint: the source is discovered before anything else, each document by its own name',
    async run(step, run) {
      const types = run.groups > 0 ? ['User', 'Group'] : ['User']
      const urns = run.groups > 0 ? [USER_SCHEMA, ENTERPRISE_SCHEMA, GROUP_SCHEMA] : [USER_SCHEMA, ENTERPRISE_SCHEMA]
      const want = { what: 'the document', consequence: 'The source cannot be created: its schema is not discovered.' }
      expectStatus(step, await step.get('/ServiceProviderConfig'), [200], want)
      for (const path of ['/ResourceTypes', '/Schemas']) expectList(step, await step.get(path), want)
      for (const [path, id] of [
        ...types.map((type) => [`/ResourceTypes/${type}`, type] as const),
        ...urns.map((urn) => [`/Schemas/${urn}`, urn] as const),
      ]) {
        const exchange = await step.get(path)
        if (!expectStatus(step, exchange, [200], want)) continue
        const body = toObject(exchange.json)
        step.check(body.id === id || body.name === id, exchange, {
          expected: `the document named ${id}`,
          received: toExcerpt(exchange.text),
          consequence: want.consequence,
        })
      }
    },
  },
  {
    id: 'sailpoint-aggregation',
    title: 'SailPoint: accounts are aggregated page by page, in a stable order',
    async run(step, run) {
      const made = await freshUsers(step, run, 'sailpoint-page', 3)
      const ids = await aggregate(step)
      const again = await aggregate(step)
      const request = { method: 'GET', path: `/Users?startIndex=1&count=${PAGE}` }
      const missing = [...run.accounts, ...made].filter(({ id }) => !ids.includes(id))
      step.check(
        missing.length === 0 && new Set(ids).size === ids.length,
        { request },
        {
          expected: 'every account once',
          received: `${missing.length} missing, ${ids.length - new Set(ids).size} twice`,
          consequence: 'An aggregation deletes the accounts it missed, and with them their access.',
        },
      )
      step.check(
        ids.join() === again.join(),
        { request },
        {
          expected: 'the same order a second time',
          received: 'another order',
          consequence: 'Accounts move between pages while they are read and are missed.',
        },
      )
    },
  },
  {
    id: 'sailpoint-entitlements',
    title: 'SailPoint: entitlements and roles are granted and revoked by value',
    async run(step, run) {
      const { id } = await freshUser(step, run, 'sailpoint')
      for (const attribute of ['entitlements', 'roles']) {
        const grant = { op: 'add', path: attribute, value: [{ value: 'reader' }, { value: 'writer' }] }
        const revoke = { op: 'remove', path: `${attribute}[value eq "reader"]` }
        await change(step, 'PATCH', `/Users/${id}`, toPatch(grant), 'The access request fails.')
        await change(step, 'PATCH', `/Users/${id}`, toPatch(revoke), 'A revoked entitlement stays.')
        const { exchange, resource } = await read(step, 'Users', id)
        const values = toArray(resource[attribute]).map((each) => toObject(each).value)
        step.check(values.join() === 'writer', exchange, {
          expected: `${attribute}: writer only`,
          received: toExcerpt(values),
          consequence: 'The certification shows access that is not there, or hides what is.',
        })
      }
    },
  },
]

async function aggregate(step: Step): Promise<string[]> {
  const ids: string[] = []
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const startIndex = page * PAGE + 1
    const exchange = await step.get(`/Users?startIndex=${startIndex}&count=${PAGE}`)
    const users = expectList(step, exchange, { what: 'a page', consequence: 'The aggregation fails.' })
    if (!users) return ids
    const total = Number(toObject(exchange.json).totalResults)
    const wanted = Math.max(0, Math.min(PAGE, total - startIndex + 1))
    step.check(users.length === wanted, exchange, {
      expected: `${wanted} of ${total} users`,
      received: `${users.length}`,
      consequence: 'The aggregation ends too early and deletes the accounts it missed.',
    })
    ids.push(...users.flatMap(({ id }) => (isText(id) ? [id] : [])))
    if (startIndex + PAGE > total) break
  }
  return ids
}
