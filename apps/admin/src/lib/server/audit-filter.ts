import { ACTOR_TYPES } from '#lib/format/audit.ts'

/** What the address asks of the audit log. */
export function auditFilterOf(url: URL) {
  const text = (name: string) => url.searchParams.get(name)?.trim() ?? ''
  const actor = text('actor')
  return {
    action: text('action'),
    actor: ACTOR_TYPES.find((type) => type === actor) ?? '',
    actorId: text('actorId'),
    target: text('target'),
    request: text('request'),
    directory: text('directory'),
    from: text('from'),
    to: text('to'),
  } as const
}

export type AuditFilter = ReturnType<typeof auditFilterOf>

/** The same as the API's filter. Days are UTC, as the page says. */
export function toApiFilter(filter: AuditFilter, directoryId?: string) {
  return {
    ...(filter.action === '' ? {} : { actions: [filter.action] }),
    ...(filter.actor === '' ? {} : { actorTypes: [filter.actor] }),
    ...(filter.actorId === '' ? {} : { actorId: filter.actorId }),
    ...(filter.target === '' ? {} : { targetId: filter.target }),
    ...(filter.request === '' ? {} : { requestId: filter.request }),
    ...(directoryId === undefined ? {} : { directoryId }),
    ...instant('from', filter.from),
    ...instant('to', filter.to),
  }
}

/** A day means its start as `from` and its end as `to`; a full instant means itself. What no calendar has, such as 30 February, filters nothing. */
function instant<Name extends 'from' | 'to'>(name: Name, text: string): Partial<Record<Name, string>> {
  if (!isDay(text.slice(0, 10))) return {}
  const day = /^\d{4}-\d\d-\d\d$/.test(text)
  const at = Date.parse(day ? `${text}T${name === 'from' ? '00:00:00.000' : '23:59:59.999'}Z` : text)
  return Number.isNaN(at) ? {} : ({ [name]: new Date(at).toISOString() } as Record<Name, string>)
}

/** JavaScript reads 30 February as 2 March. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
