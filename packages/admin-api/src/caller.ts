import type { Actor, Grant, SessionEnder } from '@rollcall/provisioning'
import type { AdminRow, AdminSessionRow, ApiKeyRow } from '@rollcall/store'

/** Who sent the request. */
export type Caller =
  | { readonly kind: 'anonymous'; readonly grants: readonly [] }
  | {
      readonly kind: 'admin'
      readonly admin: AdminRow
      readonly session: AdminSessionRow
      readonly grants: readonly Grant[]
    }
  | { readonly kind: 'api-key'; readonly apiKey: ApiKeyRow; readonly grants: readonly Grant[] }

export type KnownCaller = Exclude<Caller, { kind: 'anonymous' }>

export const ANONYMOUS: Caller = { kind: 'anonymous', grants: [] }

/** How the caller stands in the audit log. */
export function toActor(caller: Caller): Actor {
  switch (caller.kind) {
    case 'admin':
      return { type: 'admin', id: caller.admin.id, label: caller.admin.email }
    case 'api-key':
      return { type: 'api_key', id: caller.apiKey.id, label: caller.apiKey.name }
    case 'anonymous':
      return { type: 'system', id: 'anonymous', label: 'somebody who is not signed in' }
  }
}

/** The caller as somebody who ends sessions. */
export const toSessionEnder = (caller: Caller): SessionEnder => ({
  adminId: caller.kind === 'admin' ? caller.admin.id : undefined,
  grants: caller.grants,
})
