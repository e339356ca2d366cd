import { isText } from '../../answers.ts'
import { type JsonObject, toExcerpt, toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import { checkList, checkUser } from '../checks.ts'
import type { StepDefinition } from '../run.ts'

/** Okta's page size is a constant, and it steps by it whatever comes back. */
const PAGE = 100

/** An import reads pages until totalResults; a server whose total keeps growing must not hold it for ever. */
const MAX_PAGES = 10_000

interface Imported {
  readonly ids: readonly string[]
  readonly complete: boolean
}

export const importSteps: StepDefinition[] = [
  {
    id: 'import-users',
    title: 'Import all users, page by page',
    async run(step, run) {
      const expected = new Map(
        [...run.accounts, ...run.probes.values()].map((account) => [account.id, account.person.userName]),
      )
      const first = await readAll(step, 'Users', (exchange, user) => {
        const userName = expected.get(String(user.id))
        if (userName !== undefined) checkUser(step, exchange, user, { userName })
      })
      checkNoneMissing(step, 'Users', first, [...expected.keys()])
      const second = await readAll(step, 'Users')
      checkSameOrder(step, 'Users', first, second)
    },
  },
  {
    id: 'import-groups',
    title: 'Import all groups, page by page',
    groups: true,
    async run(step, run) {
      const first = await readAll(step, 'Groups')
      checkNoneMissing(
        step,
        'Groups',
        first,
        run.mainGroups.map((group) => group.id),
      )
      checkSameOrder(step, 'Groups', first, await readAll(step, 'Groups'))
    },
  },
]

async function readAll(
  step: Step,
  endpoint: 'Users' | 'Groups',
  look?: (exchange: Parameters<typeof checkUser>[1], resource: JsonObject) => void,
): Promise<Imported> {
  const ids: string[] = []
  let total: number | undefined
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const startIndex = page * PAGE + 1
    const exchange = await step.get(`/${endpoint}?startIndex=${startIndex}&count=${PAGE}`)
    const resources = checkList(step, exchange, { what: 'a page', consequence: 'The import fails.' })
    if (!resources) return { ids, complete: false }
    const { totalResults, startIndex: answered } = toObject(exchange.json)
    total ??= Number(totalResults)
    step.check(totalResults === total, exchange, {
      expected: `totalResults ${total}, as on the first page`,
      received: toExcerpt(totalResults),
      consequence: 'The import ends too early, or never.',
    })
    step.check(answered === startIndex, exchange, {
      expected: `startIndex ${startIndex}`,
      received: toExcerpt(answered),
      consequence: 'The import reads the same page again.',
    })
    const wanted = Math.max(0, Math.min(PAGE, total - startIndex + 1))
    step.check(resources.length === wanted, exchange, {
      expected: `${wanted} resources`,
      received: `${resources.length}`,
      consequence: 'Okta goes on by 100 whatever comes back, so people are skipped or read twice.',
    })
    for (const resource of resources) {
      if (isText(resource.id)) ids.push(resource.id)
      else
        step.fail(exchange.request, {
          expected: 'an id as a string',
          received: toExcerpt(resource.id),
          consequence: 'The import fails.',
        })
      look?.(exchange, resource)
    }
    step.progress(ids.length, total)
    if (startIndex + PAGE > total) break
  }
  return { ids, complete: true }
}

function checkNoneMissing(step: Step, endpoint: string, imported: Imported, expected: readonly string[]): void {
  const request = { method: 'GET', path: `/${endpoint}?startIndex=1&count=${PAGE}` }
  const distinct = new Set(imported.ids)
  step.check(
    distinct.size === imported.ids.length,
    { request },
    {
      expected: 'every resource once',
      received: `${imported.ids.length - distinct.size} on two pages`,
      consequence: 'The import counts people twice and misses others.',
    },
  )
  const missing = imported.complete ? expected.filter((id) => !distinct.has(id)) : []
  step.check(
    missing.length === 0,
    { request },
    {
      expected: `all ${expected.length} that were provisioned`,
      received: `${missing.length} missing, ${toExcerpt(missing.slice(0, 3))}`,
      consequence: 'The import reports people as removed although they are there.',
    },
  )
}

function checkSameOrder(step: Step, endpoint: string, first: Imported, second: Imported): void {
  const request = { method: 'GET', path: `/${endpoint}?startIndex=1&count=${PAGE}` }
  const differs = first.ids.findIndex((id, index) => id !== second.ids[index])
  step.check(
    first.ids.length === second.ids.length && differs === -1,
    { request },
    {
      expected: 'the same resources in the same order a second time',
      received:
        differs === -1 ? `${second.ids.length} instead of ${first.ids.length}` : `another resource at ${differs + 1}`,
      consequence: 'Okta requires a stable order: otherwise pages overlap and an import loses people.',
    },
  )
}
