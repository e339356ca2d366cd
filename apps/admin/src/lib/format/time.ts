const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "3 minutes ago", "in 7 days"; a date once it is more than a month away. */
export function toRelativeTime(instant: string, now: number): string {
  const difference = Date.parse(instant) - now
  const distance = Math.abs(difference)
  if (distance < 10_000) return 'just now'
  if (distance < MINUTE) return relative.format(Math.round(difference / 1000), 'second')
  if (distance < HOUR) return relative.format(Math.round(difference / MINUTE), 'minute')
  if (distance < DAY) return relative.format(Math.round(difference / HOUR), 'hour')
  if (distance < 31 * DAY) return relative.format(Math.round(difference / DAY), 'day')
  return toDay(instant)
}

/** "22 Nov 2026". */
export const toDay = (instant: string): string => dayFormat.format(new Date(instant))

/** "2026-11-22 04:18:03 UTC". */
export const toExactUtc = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** Days until then, rounded as `toRelativeTime` does; 0 on the last one. */
export const daysUntil = (instant: string, now: number): number => Math.round((Date.parse(instant) - now) / DAY)
