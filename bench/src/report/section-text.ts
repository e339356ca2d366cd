import type {
  GroupsResult,
  NeighboursResult,
  PagesResult,
  PolicyResult,
  ScaleResult,
  Section,
  SectionResults,
  SoakResult,
  SyncFigures,
  SyncResult,
  UsersResult,
  WorkloadResult,
} from '../runs/results.ts'
import type { ServerName } from '../servers/running-server.ts'
import { AT_MOST, barOf, type Judge } from './bars.ts'
import { megabytes, ratio, round, TITLES, table } from './text.ts'
import { fastestPeer, leftOutNote, workTables } from './work-tables.ts'

type Text<S extends Section> = (result: SectionResults[S], judge: Judge, where: string) => string[]

const cpuOf = (works: readonly WorkloadResult[], id: string): number | undefined =>
  works.find((work) => work.id === id)?.figures.rollcall?.cpuMicroseconds

const users = ({ users: count, works, leftOut }: UsersResult, judge: Judge, where: string): string[] => [
  `${round(count)} users.`,
  ...workTables(works, judge, where),
  ...leftOutNote(leftOut),
]

const GROUPS_NOTE =
  'Each of the connections adds its own members to one group and removes them again. Rollcall and the limit server both answer 200 with the whole group up to 500 members and 204 beyond. The peers are asked up to 1,000 members.'

function groups({ sizes, works, leftOut }: GroupsResult, judge: Judge, where: string): string[] {
  const [from, to] = [Math.min(...sizes), Math.max(...sizes)]
  const grown = [1, 100].flatMap((k) => {
    const value = ratio(cpuOf(works, `group-${to}-by-${k}`), cpuOf(works, `group-${from}-by-${k}`))
    if (from === to || value === undefined) return []
    const what = `${where}, PATCH by ${k}: CPU at ${round(to)} members against ${round(from)}`
    return [[`PATCH by ${k}, ${round(from)} → ${round(to)} members`, judge.atMost(what, value, AT_MOST.groupGrowth)]]
  })
  const self = grown.length === 0 ? [] : [`Rollcall against itself:\n\n${table(['change', 'CPU grows by'], grown)}`]
  return [GROUPS_NOTE, ...workTables(works, judge, where), ...self, ...leftOutNote(leftOut)]
}

function pages({ populations }: PagesResult, judge: Judge, where: string): string[] {
  const largest = populations.at(-1)
  const rows = populations.map(({ users: count, works }) => {
    const judged = count === largest?.users
    const of = (id: string) => ratio(cpuOf(works, id), cpuOf(works, 'first-page'))
    const what = `${where}, ${round(count)} users: CPU of the`
    return [
      round(count),
      judge.atMost(`${what} last page against the first`, of('last-page'), judged ? AT_MOST.lastPage : undefined),
      judge.atMost(`${what} cursor page against the first`, of('cursor-page'), judged ? AT_MOST.cursorPage : undefined),
    ]
  })
  return [
    ...populations.flatMap(({ users: count, works, leftOut }) => [
      `${round(count)} users:`,
      ...workTables(works, judge, `${where}, ${round(count)} users`),
      ...leftOutNote(leftOut),
    ]),
    `Rollcall against itself, CPU:\n\n${table(['users', 'last : first page', 'cursor : first page'], rows)}`,
  ]
}

const describeSync = ({ users: count, groups: groupCount, membersPerGroup }: SyncFigures) =>
  `${round(count)} users (look-up, then create) and ${round(groupCount)} groups of ${round(membersPerGroup)} (create, then PATCH)`

function sync({ first, larger }: SyncResult, judge: Judge, where: string): string[] {
  const { servers } = first
  const { rollcall } = servers
  const bar = barOf('sync')
  const peer = fastestPeer(servers, (of) => 1 / of.seconds)
  const rows = (Object.keys(servers) as ServerName[]).map((name) => {
    const speed = ratio(servers[name]?.seconds, rollcall?.seconds)
    const at = name === 'limit' ? bar.limit : name === peer ? bar.peer : undefined
    return [
      TITLES[name],
      round(servers[name]?.seconds, 1),
      round(servers[name]?.cpuSeconds, 1),
      name === 'rollcall' ? '1' : judge.atLeast(`${where}: speed against ${TITLES[name]}`, speed, at),
    ]
  })
  const head = ['server', 'seconds', 'CPU seconds', "Rollcall's speed : its"]
  return [
    `${describeSync(first)} into an empty directory:`,
    table(head, rows),
    ...largerSync(first, larger, judge, where),
  ]
}

function largerSync(first: SyncFigures, larger: SyncFigures | undefined, judge: Judge, where: string): string[] {
  if (larger === undefined) return []
  const each = (of: SyncFigures) => (of.servers.rollcall?.cpuSeconds ?? Number.NaN) / of.users
  const what = `${where}: CPU per user at ${round(larger.users)} users against ${round(first.users)}`
  const grown = judge.atMost(what, each(larger) / each(first), AT_MOST.syncGrowth)
  return [
    `Rollcall with ${describeSync(larger)}: ${round(larger.servers.rollcall?.seconds, 1)} s, ${round(larger.servers.rollcall?.cpuSeconds, 1)} CPU s; CPU per user grows by ${grown}.`,
  ]
}

function scale({ points }: ScaleResult, judge: Judge, where: string): string[] {
  const [from, to] = [points[0], points.at(-1)]
  const works = from?.works ?? []
  const rows = works.map(({ id, title }) => {
    const what = `${where}, ${title}: CPU at ${round(to?.users)} users against ${round(from?.users)}`
    const grown = ratio(cpuOf(to?.works ?? [], id), cpuOf(from?.works ?? [], id))
    return [
      title,
      ...points.map((point) => round(cpuOf(point.works, id))),
      judge.atMost(what, grown, AT_MOST.scaleGrowth),
    ]
  })
  const last = points.map((point, at) => {
    const judged = at === points.length - 1
    const what = `${where}, ${round(point.users)} users`
    return [
      round(point.users),
      judge.atMost(`${what}: ready after`, point.readyMs, judged ? AT_MOST.readyMs : undefined, ' ms'),
      judge.atMost(`${what}: resident`, point.residentBytes / 1e6, judged ? AT_MOST.megabytes : undefined, ' MB'),
    ]
  })
  return [
    `CPU microseconds per request of Rollcall:\n\n${table(['work', ...points.map((point) => round(point.users)), 'growth'], rows)}`,
    table(['users', 'ready after its start', 'resident after the runs'], last),
  ]
}

function neighbours(result: NeighboursResult, judge: Judge, where: string): string[] {
  const { users: count, members, alone, beside, loud } = result
  const row = (title: string, figures: typeof alone, bar: number | undefined) => [
    title,
    round(figures.perSecond),
    round(figures.p50, 1),
    round(figures.p99, 1),
    judge.atMost(`${where}: event-loop delay p99 beside a loud tenant`, figures.delayMs, bar, ' ms'),
  ]
  return [
    `A quiet tenant of 1,000 users looks users up and reads them over two connections, alone and while another tenant of ${round(count)} users walks its whole directory in pages of 1,000, searches with \`co\`, and reads a group of ${round(members)} members, all without pause.`,
    table(
      ['the quiet tenant', 'requests per second', 'p50 ms', 'p99 ms', 'event-loop delay p99 of the server'],
      [row('alone', alone, undefined), row('beside the loud tenant', beside, AT_MOST.delayMs)],
    ),
    `Meanwhile the loud tenant got ${round(loud.exported)} export pages, ${round(loud.searched)} searches and ${round(loud.groupsRead)} whole groups.`,
  ]
}

function policy({ users: count, answeredMs, alone, beside }: PolicyResult, judge: Judge, where: string): string[] {
  const row = (title: string, figures: typeof alone) => [
    title,
    round(figures.perSecond),
    round(figures.p50, 1),
    round(figures.p99, 1),
    round(figures.delayMs, 1),
  ]
  const answered = judge.atMost(`${where}: answer to a change of rules`, answeredMs, AT_MOST.ruleMs, ' ms')
  const slower = judge.atMost(
    `${where}: p99 while everybody is judged again`,
    beside.p99 / alone.p99,
    AT_MOST.besideRules,
  )
  return [
    `A first policy (two licences, rules by group and by attribute) for a tenant of ${round(count)} users is answered after ${answered}; everybody is judged again in the background. What another tenant of the server feels:`,
    table(
      ['the quiet tenant', 'requests per second', 'p50 ms', 'p99 ms', 'event-loop delay p99 of the server'],
      [row('alone', alone), row('meanwhile', beside)],
    ),
    `Its p99 grows by ${slower}.`,
  ]
}

function soak(result: SoakResult, judge: Judge, where: string): string[] {
  const { users: count, minutes, requests, residentBytes, growth } = result
  const step = minutes / residentBytes.length
  const grown = judge.atMost(`${where}: resident memory, last third against the middle one`, growth, AT_MOST.soakGrowth)
  return [
    `${round(requests)} mixed requests in ${round(minutes, minutes < 1 ? 1 : 0)} minutes on ${round(count)} users. Resident MB:`,
    table(
      residentBytes.map((_, at) => `${round((at + 1) * step, 1)} min`),
      [residentBytes.map(megabytes)],
    ),
    `The last third holds ${grown} of the middle third.`,
  ]
}

export const SECTION_TEXT: { readonly [S in Section]: Text<S> } = {
  users,
  groups,
  pages,
  sync,
  scale,
  neighbours,
  policy,
  soak,
}

export const SECTION_TITLES: Readonly<Record<Section, string>> = {
  users: 'One user',
  groups: 'Groups',
  pages: 'Pages of 200',
  sync: 'First sync',
  scale: 'Against itself at growing populations',
  neighbours: 'A loud neighbour',
  policy: 'A change of rules',
  soak: 'Soak',
}
