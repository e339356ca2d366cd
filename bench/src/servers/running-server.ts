import type { Target } from '../load/scim-client.ts'

/** A server under measurement. */
export interface RunningServer {
  readonly name: ServerName
  readonly target: Target
  /** The file it stores in. */
  readonly database: string
  /** From the start of the process to its first answer. */
  readonly readyMs: number
  /** CPU time of the process, in nanoseconds. */
  cpu(): number
  residentBytes(): number
  /** Milliseconds at the 99th percentile since the last call of resetDelay. */
  readDelay(): Promise<number>
  resetDelay(): void
  stop(): Promise<void>
}

export const SERVER_NAMES = ['rollcall', 'limit', 'bare', 'scimmy'] as const
export type ServerName = (typeof SERVER_NAMES)[number]
