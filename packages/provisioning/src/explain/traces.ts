import type { AuditEventRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { Evidence, KnownUser } from './evidence.ts'
import { NO_TRACE, type Trace } from './fact.ts'

/** What the audit log says of an act. */
export const traceOf = (row: AuditEventRow | undefined): Trace =>
  row === undefined ? NO_TRACE : { at: row.occurred_at, actor: row.actor_label, requestId: row.request_id }

/** The last of what happened. */
export const latest = (traces: readonly Trace[]): Trace =>
  traces.reduce((found, trace) => ((trace.at ?? '') > (found.at ?? '') ? trace : found), NO_TRACE)

export const presentPolicy = ({ facts, users }: Evidence) =>
  policyOf(facts.resources[0]?.directory ?? users[0]?.directory ?? { policy: null })

export function policyTrace({ policyVersion }: Evidence, version: number): Trace {
  const row = policyVersion(version)
  return row === undefined ? NO_TRACE : { at: row.created_at, actor: row.actor_label, requestId: row.request_id }
}

/** The latest act that changed an attribute which a filter names. */
export function attributeTrace(user: KnownUser | undefined, filter: string): Trace {
  const text = filter.toLowerCase()
  const names = ({ changed }: { readonly changed: string }) => JSON.parse(changed) as readonly string[]
  return traceOf(user?.acts.find((act) => names(act).some((name) => text.includes(name.toLowerCase()))))
}
