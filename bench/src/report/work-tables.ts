import type { Figures, WorkloadResult } from '../runs/results.ts'
import { isPeer, SERVER_NAMES, type ServerName } from '../servers/running-server.ts'
import { barOf, type Judge } from './bars.ts'
import { megabytes, ratio, round, TITLES, table } from './text.ts'

/** Rates, CPU, comparisons and latencies of workloads, each a table. */
export function workTables(works: readonly WorkloadResult[], judge: Judge, where: string): string[] {
  const servers = SERVER_NAMES.filter((name) => works.some(({ figures }) => figures[name] !== undefined))
  const each = (name: keyof Figures, digits = 0) =>
    table(
      ['work', ...servers.map((server) => TITLES[server])],
      works.map(({ title, figures }) => [title, ...servers.map((server) => round(figures[server]?.[name], digits))]),
    )
  return [
    `Requests per second:\n\n${each('perSecond')}`,
    `CPU microseconds per request:\n\n${each('cpuMicroseconds')}`,
    `Rollcall against the others:\n\n${table(
      ['work', 'rate : limit', 'CPU : limit', 'rate : fastest peer', 'which peer'],
      works.map((work) => [work.title, ...comparison(work, judge, where)]),
    )}`,
    `Rollcall's latency, event loop and memory:\n\n${table(
      ['work', 'p50 ms', 'p95 ms', 'p99 ms', 'event-loop delay p99 ms', 'RSS MB'],
      works.map(({ title, figures: { rollcall } }) => [
        title,
        ...(['p50', 'p95', 'p99', 'delayMs'] as const).map((name) => round(rollcall?.[name], 1)),
        megabytes(rollcall?.residentBytes),
      ]),
    )}`,
  ]
}

function comparison({ id, title, figures }: WorkloadResult, judge: Judge, where: string): string[] {
  const { rollcall, limit } = figures
  const bar = barOf(id)
  const peer = fastestPeer(figures, (of) => of.perSecond)
  return [
    judge.atLeast(
      `${where}, ${title}: rate against the limit server`,
      ratio(rollcall?.perSecond, limit?.perSecond),
      bar.limit,
    ),
    judge.atMost('', ratio(rollcall?.cpuMicroseconds, limit?.cpuMicroseconds), undefined),
    judge.atLeast(
      `${where}, ${title}: rate against the fastest peer`,
      ratio(rollcall?.perSecond, peer && figures[peer]?.perSecond),
      bar.peer,
    ),
    peer === undefined ? '–' : TITLES[peer],
  ]
}

export function fastestPeer<T>(
  figures: Readonly<Partial<Record<ServerName, T>>>,
  speed: (of: T) => number,
): ServerName | undefined {
  const peers = SERVER_NAMES.filter((name) => isPeer(name) && figures[name] !== undefined)
  return peers.toSorted((a, b) => speed(figures[b] as T) - speed(figures[a] as T))[0]
}

export const leftOutNote = (leftOut: readonly string[]): string[] =>
  leftOut.length === 0
    ? []
    : [`Left out, because its answer was wrong: ${leftOut.map((line) => `\`${line}\``).join('; ')}.`]
