const DATE_TIME =
  /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?$/

/**
 * The instant of an XSD dateTime (RFC 7643 section 2.3.5) as `YYYY-MM-DDTHH:MM:SS.fffffffff` in UTC: such texts compare as the
 * instants do. A time without zone counts as UTC. undefined: not a dateTime (a date alone is not one).
 */
export function toInstant(text: string): string | undefined {
  const match = DATE_TIME.exec(text)
  if (match === null) return undefined
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = '', zone] = match
  const offset = zoneMinutes(zone)
  if (offset === undefined || Number(year) === 0) return undefined
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 59) return undefined
  // XSD: hour 24 stands for the end of the day.
  if (hour === '24' && (Number(minute) > 0 || Number(second) > 0 || Number(fraction) > 0)) return undefined
  const date = new Date(0)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined
  date.setUTCHours(Number(hour), Number(minute) - offset, Number(second))
  const utcYear = date.getUTCFullYear()
  if (utcYear < 1 || utcYear > 9999) return undefined
  return `${date.toISOString().slice(0, 19)}.${fraction.slice(0, 9).padEnd(9, '0')}`
}

const WITH_OFFSET = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

/**
 * A moment that somebody writes outside of a resource: the same dateTime, always with its offset, and seconds only where they matter. Kept to the
 * millisecond. undefined: no such text, or no such moment (30 February, second 60, year 0).
 */
export function parseMoment(text: string): Date | undefined {
  const parts = WITH_OFFSET.exec(text)
  if (parts === null) return undefined
  const [, minute = '', second = ':00', zone = ''] = parts
  const instant = toInstant(`${minute}${second}${zone}`)
  return instant === undefined ? undefined : new Date(`${instant.slice(0, 23)}Z`)
}

function zoneMinutes(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(4, 6))
  if (minutes > 59 || hours > 14 || (hours === 14 && minutes > 0)) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
