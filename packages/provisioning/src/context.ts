import type { ActorType, Store } from '@rollcall/store'
import type { Keyring } from './crypto/keyring.ts'

/** Who acts: shown in the audit log. `label` is a name for people, never a secret. */
export interface Actor {
  readonly type: ActorType
  readonly id: string
  readonly label: string
}

/** What every operation works with. Time and ids come from here, so that tests can fix them. */
export interface OperationContext {
  readonly store: Store
  readonly keyring: Keyring
  readonly actor: Actor
  readonly requestId: string
  now(): Date
  /** A new opaque, time-ordered id. */
  newId(): string
}
