import { setTimeout as delay } from 'node:timers/promises'
import { expectError, expectList } from '../checks.ts'
import { type JsonObject, toArray, toExcerpt, toObject } from '../json.ts'
import { ERROR_SCHEMA } from '../urns.ts'
import { freshUser, freshUsers, read } from './resources.ts'
import type { StepDefinition } from './run.ts'

/** HR systems and auditors that ask what has changed. RFC 7644 sections 3.4.2.2 and 3.4.2.3. */
export const reconcilerSteps: StepDefinition[] = [
  {
    id: 'reconciler-changes',
    title: 'Reconcilers: what changed since a moment, in order, page by page',
    async run(step, run) {
      const { id } = await freshUser(step, run, 'reconciled')
      const { resource: first } = await read(step, 'Users', id)
      const since = lastModifiedOf(first)
      await delay(5)
      const later = await freshUsers(step, run, 'reconciled-later', 3)
      const expected: string[] = []
      for (const account of later) {
        const { resource } = await read(step, 'Users', account.id)
        if (lastModifiedOf(resource) > since) expected.push(account.id)
      }
      const filter = encodeURIComponent(`meta.lastModified gt "${since}"`)
      const found: JsonObject[] = []
      for (const startIndex of [1, 3]) {
        const parameters = `filter=${filter}&sortBy=meta.lastModified&startIndex=${startIndex}&count=2`
        const exchange = await step.get(`/Users?${parameters}`)
        const users = expectList(step, exchange, { what: 'a page', consequence: 'The reconciliation fails.' })
        if (!users) return
        found.push(...users)
      }
      const request = { method: 'GET', path: '/Users?filter=meta.lastModified gt …&sortBy=meta.lastModified' }
      const ids = found.map((user) => user.id)
      step.check(
        expected.every((each) => ids.includes(each)) && !ids.includes(id),
        { request },
        {
          expected: `the ${expected.length} later users, not the one of ${since}`,
          received: toExcerpt(found.map(lastModifiedOf)),
          consequence: 'Changes are missed, or everything is read every time.',
        },
      )
      const times = found.map(lastModifiedOf)
      step.check(
        times.join() === times.toSorted().join(),
        { request },
        {
          expected: 'ascending by meta.lastModified',
          received: toExcerpt(times),
          consequence: 'The next run begins too late and misses changes.',
        },
      )
    },
  },
  {
    id: 'reconciler-bad-filter',
    title: 'Reconcilers: a filter that is mistyped is refused, not answered',
    async run(step, run) {
      await freshUser(step, run, 'reconciled')
      for (const filter of ['userName eq nobody', 'userName === "nobody"', 'userName eq "nobody" and']) {
        const exchange = await step.get(`/Users?filter=${encodeURIComponent(filter)}`)
        const consequence = 'A script with a typing error takes everybody for a match, or nobody.'
        if (!expectError(step, exchange, 400, { what: `no answer to ${filter}`, consequence })) continue
        const { scimType, schemas } = toObject(exchange.json)
        step.check(scimType === 'invalidFilter' && toArray(schemas).includes(ERROR_SCHEMA), exchange, {
          expected: 'scimType invalidFilter (RFC 7644 section 3.12)',
          received: toExcerpt(scimType ?? 'nothing'),
          consequence: 'A script cannot tell its own mistake from a refusal.',
        })
      }
    },
  },
]

function lastModifiedOf(resource: JsonObject): string {
  return String(toObject(resource.meta).lastModified ?? '')
}
