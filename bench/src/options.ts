import { parseArgs } from 'node:util'
import { SECTIONS, type Section } from './runs/results.ts'
import { DATABASES, type DatabaseKind, SERVER_NAMES, type ServerName } from './servers/running-server.ts'
import type { SyncPlan } from './workloads/first-sync.ts'

export interface Options {
  readonly quick: boolean
  readonly databases: readonly DatabaseKind[]
  readonly sections: readonly Section[]
  readonly servers: readonly ServerName[]
  readonly users: number
  readonly rounds: number
  /** Longest time of one measured run. */
  readonly maxMs: number
  /** How long each server does each work before anything is measured. */
  readonly warmUpMs: number
  readonly connections: number
  readonly groups: readonly number[]
  /** The largest group the peers are asked about: the slow ones would take minutes a change. */
  readonly peerGroupLimit: number
  /** Populations that are paged through. */
  readonly pages: readonly number[]
  readonly scale: readonly number[]
  /** PostgreSQL is compared with itself up to here: a larger one takes too long to load. */
  readonly postgresScaleLimit: number
  readonly sync: SyncPlan
  readonly largerSync: SyncPlan | undefined
  readonly neighbours: { readonly users: number; readonly members: number; readonly seconds: number }
  readonly policy: { readonly users: number; readonly seconds: number }
  readonly soakMinutes: number
  /** Where results are kept and the page is written; undefined: to the terminal only. */
  readonly keep: boolean
  readonly profile: string | undefined
  /** Turns of a run, against the full ones. */
  readonly effort: number
}

export const USAGE = `npm run bench -- [options]
  --quick               small sizes and short runs; prints, writes nothing
  --database <names>    of ${DATABASES.join(', ')}
  --section <names>     of ${SECTIONS.join(', ')}
  --server <names>      of ${SERVER_NAMES.join(', ')}
  --users <n>           population (10000)
  --rounds <n>          interleaved rounds, the median of which counts (5)
  --seconds <n>         longest time of one run (5)
  --warm-up <n>         seconds that each server does each work before it is measured (6)
  --groups <sizes>      10,1000,10000,100000
  --pages <sizes>       populations that are paged through: 10000,100000
  --scale <sizes>       populations Rollcall is compared with itself at: 1000,10000,100000,1000000 (PostgreSQL: up to 100000)
  --sync <u>x<g>x<m>    first sync: users, groups, members of each (10000x100x100)
  --larger-sync <same>  one more, of Rollcall alone (100000x1000x100; 0 for none)
  --neighbours <u>x<m>  users of the loud tenant and members of its large group (100000x100000);
                        the policy section takes as many users
  --minutes <n>         of the soak (10)
  --profile <folder>    CPU profiles of Rollcall go there
  --write               keep the results and write docs/benchmarks.md although it is a quick run
  --print               write nothing although it is a whole run`

const QUICK = {
  ...{ users: '2000', rounds: '1', seconds: '1', 'warm-up': '1', groups: '10,1000', pages: '2000', scale: '1000,5000' },
  ...{ sync: '300x3x50', 'larger-sync': '600x6x50', neighbours: '3000x2000', minutes: '0.2' },
}
const FULL = {
  ...{
    users: '10000',
    rounds: '5',
    seconds: '5',
    'warm-up': '6',
    groups: '10,1000,10000,100000',
    pages: '10000,100000',
  },
  ...{ scale: '1000,10000,100000,1000000', sync: '10000x100x100', 'larger-sync': '100000x1000x100' },
  ...{ neighbours: '100000x100000', minutes: '10' },
}
const NEIGHBOUR_SECONDS = { quick: 3, full: 30 }

/** Throws Error with one line for what cannot be used. */
export function readOptions(args: readonly string[]): Options {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ quick: flag, write: flag, print: flag, database: text, section: text, server: text, users: text },
      ...{
        rounds: text,
        seconds: text,
        'warm-up': text,
        groups: text,
        pages: text,
        scale: text,
        sync: text,
        'larger-sync': text,
      },
      ...{ neighbours: text, minutes: text, profile: text },
    },
  })
  const { quick } = values
  const given = { ...(quick ? QUICK : FULL), ...values }
  const [users = 0, members = 0] = given.neighbours.split('x').map(toNumber)
  return {
    quick,
    databases: among(DATABASES, values.database),
    sections: among(SECTIONS, values.section),
    servers: among(SERVER_NAMES, values.server),
    users: toNumber(given.users),
    rounds: toNumber(given.rounds),
    maxMs: toNumber(given.seconds) * 1_000,
    warmUpMs: toNumber(given['warm-up']) * 1_000,
    connections: 16,
    groups: toNumbers(given.groups),
    peerGroupLimit: quick ? 10 : 1_000,
    pages: toNumbers(given.pages),
    scale: toNumbers(given.scale),
    postgresScaleLimit: values.scale === undefined ? 100_000 : Number.POSITIVE_INFINITY,
    sync: toSync(given.sync),
    largerSync: given['larger-sync'] === '0' ? undefined : toSync(given['larger-sync']),
    neighbours: { users, members, seconds: quick ? NEIGHBOUR_SECONDS.quick : NEIGHBOUR_SECONDS.full },
    policy: { users, seconds: quick ? NEIGHBOUR_SECONDS.quick : NEIGHBOUR_SECONDS.full },
    soakMinutes: toNumber(given.minutes),
    keep: !values.print && (!quick || values.write),
    profile: values.profile,
    effort: quick ? 0.1 : 1,
  }
}

function toSync(text: string): SyncPlan {
  const [users = 0, groups = 0, membersPerGroup = 0] = text.split('x').map(toNumber)
  return { users, groups, membersPerGroup }
}

const toNumbers = (text: string): number[] => text.split(',').map(toNumber)

function toNumber(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is not a number`)
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
