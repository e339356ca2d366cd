import { median } from '../load/statistics.ts'
import type { Sample } from '../measure/measure.ts'
import type { QuietFigures } from '../measure/quiet.ts'
import type { DatabaseKind, ServerName } from '../servers/running-server.ts'

/** Medians over the rounds. */
export type Figures = Readonly<Record<keyof Sample, number>>

export interface WorkloadResult {
  readonly id: string
  readonly title: string
  readonly figures: Readonly<Partial<Record<ServerName, Figures>>>
}

export interface UsersResult {
  readonly users: number
  readonly works: readonly WorkloadResult[]
  readonly leftOut: readonly string[]
}

export interface GroupsResult {
  readonly sizes: readonly number[]
  readonly works: readonly WorkloadResult[]
  readonly leftOut: readonly string[]
}

export interface PagesResult {
  readonly populations: readonly UsersResult[]
}

export interface SyncFigures {
  readonly users: number
  readonly groups: number
  readonly membersPerGroup: number
  readonly servers: Readonly<Partial<Record<ServerName, { readonly seconds: number; readonly cpuSeconds: number }>>>
}

export interface SyncResult {
  readonly first: SyncFigures
  /** Rollcall alone, once, with more: must be linear. */
  readonly larger: SyncFigures | undefined
}

export interface ScalePoint {
  readonly users: number
  readonly readyMs: number
  readonly residentBytes: number
  readonly works: readonly WorkloadResult[]
}

export interface ScaleResult {
  readonly points: readonly ScalePoint[]
}

export interface NeighboursResult {
  readonly users: number
  readonly members: number
  readonly alone: QuietFigures
  readonly beside: QuietFigures
  /** Requests of the loud tenant while the quiet one was measured. */
  readonly loud: { readonly exported: number; readonly searched: number; readonly groupsRead: number }
}

export interface PolicyResult {
  readonly users: number
  /** Until the change was answered. */
  readonly answeredMs: number
  readonly alone: QuietFigures
  /** While everybody of the other tenant is judged again. */
  readonly beside: QuietFigures
}

export interface SoakResult {
  readonly users: number
  readonly minutes: number
  readonly requests: number
  /** Resident bytes at equal distances over the run. */
  readonly residentBytes: readonly number[]
  /** Mean of the last third against that of the middle third. */
  readonly growth: number
}

/** What each section measures. */
export interface SectionResults {
  readonly users: UsersResult
  readonly groups: GroupsResult
  readonly pages: PagesResult
  readonly sync: SyncResult
  readonly scale: ScaleResult
  readonly neighbours: NeighboursResult
  readonly policy: PolicyResult
  readonly soak: SoakResult
}

export const SECTIONS = ['users', 'groups', 'pages', 'sync', 'scale', 'neighbours', 'policy', 'soak'] as const
export type Section = (typeof SECTIONS)[number]

/** When, where and how a section was measured. */
export interface RunFacts {
  readonly date: string
  readonly commit: string
  readonly machine: string
  readonly postgres: string | undefined
  readonly rounds: number
  readonly connections: number
  readonly command: string
}

/** A section as it is kept between runs. */
export interface SectionRecord<S extends Section = Section> {
  readonly section: S
  readonly database: DatabaseKind
  readonly facts: RunFacts
  readonly result: SectionResults[S]
}

export function toFigures(samples: readonly Sample[]): Figures {
  const of = (name: keyof Sample) => Number(median(samples.map((sample) => sample[name])).toPrecision(5))
  return {
    ...{ perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99') },
    ...{ cpuMicroseconds: of('cpuMicroseconds'), residentBytes: of('residentBytes'), delayMs: of('delayMs') },
    turns: of('turns'),
  }
}
