import { isText } from '../../answers.ts'
import { expectList } from '../../checks.ts'
import { mapConcurrently } from '../../http/pool.ts'
import { toExcerpt, toObject } from '../../json.ts'
import type { Step } from '../../step.ts'
import { freshGroup } from '../groups.ts'
import type { Run, StepDefinition } from '../run.ts'
import { freshUser } from '../users.ts'

/** As the validator reads: pages of five, of at least eleven resources. */
const PAGE = 5
const ENOUGH = 11

/** A large directory is not read to its end by fives. */
const MAX_PAGES = 40

interface Read {
  readonly ids: readonly string[]
  readonly complete: boolean
}

export const pagingSteps: StepDefinition[] = [
  {
    id: 'page-users',
    title: 'Users in pages of five: startIndex comes back, nobody is missing or twice',
    async run(step, run) {
      const missing = Math.max(0, ENOUGH - run.accounts.length - run.probes.size)
      const names = Array.from({ length: missing }, (_, n) => `page-${n + 1}`)
      const made = await mapConcurrently(names, run.concurrency, (name) => freshUser(step, run, name))
      const expected = [...run.accounts, ...run.probes.values(), ...made].map(({ id }) => id)
      await checkPages(step, 'Users', expected)
    },
  },
  {
    id: 'page-groups',
    title: 'Groups in pages of five',
    groups: true,
    async run(step, run) {
      const made = await makeGroups(step, run)
      await checkPages(step, 'Groups', made)
    },
  },
]

async function makeGroups(step: Step, run: Run): Promise<string[]> {
  const names = Array.from({ length: ENOUGH }, (_, n) => `page-${n + 1}`)
  const groups = await mapConcurrently(names, run.concurrency, (name) => freshGroup(step, run, name, []))
  return groups.map(({ id }) => id)
}

async function checkPages(step: Step, endpoint: 'Users' | 'Groups', expected: readonly string[]): Promise<void> {
  const first = await readPages(step, endpoint)
  const second = await readPages(step, endpoint)
  const request = { method: 'GET', path: `/${endpoint}?startIndex=1&count=${PAGE}` }
  const distinct = new Set(first.ids)
  const absent = first.complete ? expected.filter((id) => !distinct.has(id)) : []
  step.check(
    absent.length === 0 && distinct.size === first.ids.length,
    { request },
    {
      expected: `all ${expected.length} that were provisioned, each once`,
      received: `${absent.length} missing, ${first.ids.length - distinct.size} twice`,
      consequence: 'SCIM_User_Pagination_Test is red; whoever reads the directory page by page loses people.',
    },
  )
  const differs = first.ids.findIndex((id, index) => id !== second.ids[index])
  step.check(
    differs === -1 && first.ids.length === second.ids.length,
    { request },
    {
      expected: 'the same order a second time',
      received: `another resource at ${differs + 1}`,
      consequence: 'Pages overlap when the directory is read again.',
    },
  )
}

async function readPages(step: Step, endpoint: 'Users' | 'Groups'): Promise<Read> {
  const ids: string[] = []
  const consequence = `SCIM_${endpoint === 'Users' ? 'User' : 'Group'}_Pagination_Test is red.`
  let total: unknown
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const startIndex = page * PAGE + 1
    const exchange = await step.get(`/${endpoint}?startIndex=${startIndex}&count=${PAGE}`)
    const resources = expectList(step, exchange, { what: 'a page', consequence })
    if (!resources) return { ids, complete: false }
    const body = toObject(exchange.json)
    total ??= body.totalResults
    const wanted = Math.max(0, Math.min(PAGE, Number(total) - startIndex + 1))
    step.check(body.startIndex === startIndex && body.totalResults === total && resources.length === wanted, exchange, {
      expected: `startIndex ${startIndex}, totalResults ${toExcerpt(total)}, ${wanted} resources`,
      received: `startIndex ${toExcerpt(body.startIndex)}, totalResults ${toExcerpt(body.totalResults)}, ${resources.length} resources`,
      consequence,
    })
    ids.push(...resources.flatMap(({ id }) => (isText(id) ? [id] : [])))
    if (startIndex + PAGE > Number(total)) return { ids, complete: true }
  }
  step.note(`Only the first ${MAX_PAGES} pages of ${endpoint} were read.`)
  return { ids, complete: false }
}
