import type { AuditEventRow } from '@rollcall/store'
import { policyOf } from '../policy/effective-policy.ts'
import type { Evidence, KnownUser } from './evidence.ts'
import { NO_TRACE, type Trace } from './fact.ts'

/** What the audit log says of an act. */
export const traceOf = (row: AuditEventRow | undefined): Trace =>
  row === undefined ? NO_TRACE : { at: row.occurred_at, actor: row.actor_label, requestId: row.request_id }

/** Who created a user. */
export function creationTrace(user: KnownUser | undefined): Trace {
  const act = user?.acts.find((each) => each.action.endsWith('.created'))
  return act === undefined ? { ...NO_TRACE, at: user?.row.created_at ?? null } : traceOf(act)
}

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
  const words = filter.toLowerCase().split(/[^\w:.-]+/)
  const isNamed = (name: string) => words.some((word) => word === name || /^[.:]/.test(after(word, name)))
  const changed = (act: AuditEventRow) =>
    (JSON.parse(act.changed) as readonly string[]).map((each) => each.toLowerCase())
  return traceOf(user?.acts.find((act) => changed(act).some(isNamed)))
}

/** What follows a beginning; '' where it begins otherwise. */
const after = (word: string, beginning: string): string =>
  word.startsWith(beginning) ? word.slice(beginning.length) : ''
