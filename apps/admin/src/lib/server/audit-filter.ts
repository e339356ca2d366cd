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

/** The same as the API's filter. Days and minutes are UTC, as the page says. */
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

function instant<Name extends string>(name: Name, text: string): Partial<Record<Name, string>> {
  const at = Date.parse(/T\d\d:\d\d$/.test(text) ? `${text}Z` : text)
  return Number.isNaN(at) ? {} : ({ [name]: new Date(at).toISOString() } as Record<Name, string>)
}
