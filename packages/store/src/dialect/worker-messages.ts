/** What SqliteReaders and its workers tell each other. Every query is answered, in order; the rest is not. */

export interface WorkerSetup {
  readonly path: string
  readonly busyTimeoutMs: number
  readonly cacheKib: number
  readonly maxResultBytes: number
}

/** `begin` and `end` enclose what must see one snapshot. */
export type WorkerRequest =
  | 'begin'
  | 'end'
  | 'close'
  | { readonly sql: string; readonly parameters: readonly unknown[] }

export type WorkerAnswer =
  | { readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
  /** `failed`: SQLite's error code, or TOO_LARGE. */
  | { readonly failed: string; readonly message: string }

/** No code of SQLite's: the result went beyond the bound. */
export const TOO_LARGE = 'TOO_LARGE'
