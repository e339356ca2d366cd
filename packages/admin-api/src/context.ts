import type { OperationContext, StartedSession } from '@rollcall/provisioning'
import type { Batching } from './batching.ts'
import type { Caller } from './caller.ts'
import type { Work } from './execution/work.ts'
import type { Loaders } from './loaders.ts'

/** What every resolver gets: one per request. */
export interface ApiContext {
  /** For reads and operations; the caller is the actor. */
  readonly operation: OperationContext
  /** Changes when the request begins or ends a session. */
  caller: Caller
  readonly loaders: Loaders
  /** For loaders made elsewhere. */
  readonly batching: Batching
  /** What the request has made the server do. */
  readonly work: Work
  readonly publicUrl: string
  /** Where the request came from, as far as the server can tell. */
  readonly address: string
  readonly userAgent: string | undefined
  /** What the browser kept of an earlier sign-in, as it sent it. */
  readonly device: string | undefined
  /** The rest of the request acts as the admin, and the answer carries the cookie. */
  beginSession(this: ApiContext, started: StartedSession): void
  /** The answer carries what the browser keeps of the account. */
  rememberDevice(device: string): void
  endSession(this: ApiContext): void
}
