import type { Turn } from '../load/run-load.ts'
import type { ScimClient } from '../load/scim-client.ts'
import type { Population } from '../population/plan.ts'
import type { RunningServer, ServerName } from '../servers/running-server.ts'

/** What a workload knows of the server it runs against. */
export interface Subject {
  readonly server: RunningServer
  readonly population: Population
  /** Unlike for every run on this server, so that created names never meet. */
  nextLabel(): string
}

export interface PreparedWorkload {
  readonly turn: Turn
  /** Reads back what the turns wrote; `turns` of them ended. */
  readonly verify?: (client: ScimClient, turns: number) => Promise<void>
}

export interface Workload {
  readonly id: string
  readonly title: string
  /** Turns of one measured run; fewer when the time is up first. */
  readonly turns: number
  /** Only these servers; all when absent. */
  readonly servers?: readonly ServerName[]
  /** Fewer than the run's, where each answer is large. */
  readonly connections?: number
  prepare(subject: Subject, client: ScimClient): Promise<PreparedWorkload>
}
