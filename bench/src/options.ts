import { parseArgs } from 'node:util'
import { SERVER_NAMES, type ServerName } from './servers/running-server.ts'
import type { SyncPlan } from './workloads/first-sync.ts'

export interface Options {
  readonly quick: boolean
  readonly users: number
  readonly rounds: number
  /** Longest time of one measured run. */
  readonly maxMs: number
  readonly connections: number
  readonly groups: readonly number[]
  /** The largest group the peers are asked about: the slow ones would take minutes a change. */
  readonly peerGroupLimit: number
  readonly scale: readonly number[]
  readonly sync: SyncPlan
  readonly sections: readonly Section[]
  readonly servers: readonly ServerName[]
  /** Where the report goes; undefined: to the terminal only. */
  readonly out: string | undefined
  /** Turns of a run, against the full ones. */
  readonly effort: number
}

export const SECTIONS = ['users', 'groups', 'scale', 'sync'] as const
export type Section = (typeof SECTIONS)[number]

export const USAGE = `npm run bench -- [options]
  --quick               a short run of about a minute; prints, writes nothing
  --section <names>     of ${SECTIONS.join(', ')}
  --server <names>      of ${SERVER_NAMES.join(', ')}
  --users <n>           population (10000)
  --rounds <n>          interleaved rounds, the median of which counts (5)
  --seconds <n>         longest time of one run (5)
  --groups <sizes>      10,1000,10000,100000
  --scale <sizes>       populations Rollcall is compared with itself at: 1000,100000,1000000
  --sync <u>x<g>x<m>    first sync: users, groups, members of each (10000x100x100)
  --out <file>          where the report goes (docs/benchmarks.md)`

/** Throws Error with one line for what cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      section: { type: 'string' },
      server: { type: 'string' },
      users: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      groups: { type: 'string' },
      scale: { type: 'string' },
      sync: { type: 'string' },
      out: { type: 'string' },
    },
  })
  const { quick } = values
  const number = (text: string | undefined, fallback: number) => (text === undefined ? fallback : toNumber(text))
  const [users = 0, groups = 0, membersPerGroup = 0] = (values.sync ?? (quick ? '300x3x50' : '10000x100x100'))
    .split('x')
    .map(toNumber)
  return {
    quick,
    users: number(values.users, quick ? 2_000 : 10_000),
    rounds: number(values.rounds, quick ? 1 : 5),
    maxMs: values.seconds === undefined && quick ? 500 : number(values.seconds, 5) * 1_000,
    connections: 16,
    groups: (values.groups ?? (quick ? '10,1000' : '10,1000,10000,100000')).split(',').map(toNumber),
    peerGroupLimit: quick ? 10 : 1_000,
    scale: (values.scale ?? (quick ? '1000,5000' : '1000,100000,1000000')).split(',').map(toNumber),
    sync: { users, groups, membersPerGroup },
    sections: among(SECTIONS, values.section),
    servers: among(SERVER_NAMES, values.server),
    out: values.out ?? (quick ? undefined : 'docs/benchmarks.md'),
    effort: quick ? 0.1 : 1,
  }
}

function toNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`"${text}" is not a whole number`)
  return Number(text)
}

function among<T extends string>(known: readonly T[], text: string | undefined): readonly T[] {
  if (text === undefined) return known
  return text.split(',').map((name) => {
    const found = known.find((each) => each === name)
    if (found === undefined) throw new Error(`"${name}" is none of ${known.join(', ')}`)
    return found
  })
}
