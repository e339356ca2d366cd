/** What SqliteReaders and its workers tell each other. Every batch of queries is answered, in order; the rest is not. */

export interface WorkerSetup {
  readonly path: string
  readonly busyTimeoutMs: number
  readonly cacheKib: number
  readonly maxResultBytes: number
}

export type WorkerRequest = WorkerBatch | 'end' | 'close'

/** Queries over one snapshot: the one that is open, or a new one. It stays open until `end`. */
export interface WorkerBatch {
  readonly queries: readonly WorkerQuery[]
}

export interface WorkerQuery {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** To one query. */
export type WorkerAnswer =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
  /** `failed`: SQLite's error code, or TOO_LARGE. */
  | { readonly failed: string; readonly message: string }

/** No code of SQLite's: the result went beyond the bound. */
export const TOO_LARGE = 'TOO_LARGE'
