import type { Target } from '../load/scim-client.ts'

/** A server under measurement. */
export interface RunningServer {
  readonly name: ServerName
  readonly target: Target
  /** The file or database URL it stores in. */
  readonly database: string
  /** From the start of the process to its first answer. */
  readonly readyMs: number
  /** CPU time of the process and, on PostgreSQL, of the backends of its database, in nanoseconds. */
  cpu(): number
  residentBytes(): number
  /** Milliseconds at the 99th percentile since the last call of resetDelay. */
  readDelay(): Promise<number>
  resetDelay(): void
  stop(): Promise<void>
}

export const DATABASES = ['sqlite', 'postgres'] as const
/** What Rollcall and the limit server store in. */
export type DatabaseKind = (typeof DATABASES)[number]

export const SERVER_NAMES = ['rollcall', 'limit', 'bare', 'scimmy', 'polis'] as const
export type ServerName = (typeof SERVER_NAMES)[number]

/** Others' servers; each stores in its own database whatever the section's is. */
export const PEERS = ['scimmy', 'polis'] as const satisfies readonly ServerName[]
export const isPeer = (name: ServerName): boolean => (PEERS as readonly ServerName[]).includes(name)

/** Polis counts at most fifty and never shows members, so neither is checked on it. */
export const showsTotals = (name: ServerName): boolean => name !== 'polis'
export const showsMembers = (name: ServerName): boolean => name !== 'polis'
