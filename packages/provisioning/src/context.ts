import type { ActorType, Store } from '@rollcall/store'
import type { Keyring } from './crypto/keyring.ts'

/** Who acts: shown in the audit log. `label` is a name for people, never a secret. */
export interface Actor {
  readonly type: ActorType
  readonly id: string
  readonly label: string
}

/** A creating request that its sender may repeat. */
export interface IdempotentRequest {
  readonly key: string
  readonly operation: string
  /** Over everything the request asks for. */
  readonly digest: string
}

/** What every operation works with. Time and ids come from here, so that tests can fix them. */
export interface OperationContext {
  readonly store: Store
  readonly keyring: Keyring
  readonly actor: Actor
  readonly requestId: string
  /** Of one creating operation: its repeat makes nothing (claimIdempotency). */
  readonly idempotency?: IdempotentRequest | undefined
  now(): Date
  /** A new opaque, time-ordered id. */
  newId(): string
}
