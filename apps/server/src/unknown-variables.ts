import { VARIABLES } from './config.ts'

/** Settings of versions to come. */
const LATER = new Set([
  'METRICS_PORT',
  'ROLLCALL_API_KEY',
  'ROLLCALL_DRAIN_SECONDS',
  'ROLLCALL_OUTGOING_ALLOW',
  'ROLLCALL_STOP_DELAY_SECONDS',
  'ROLLCALL_URL',
])

const MAX_DISTANCE = 3

/** A sentence for each variable that looks like a setting and is none of this version's: most are misspelt, and change nothing. Never its value. */
export function unknownVariables(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env)
    .filter(([name, value]) => isOurs(name) && value !== '' && !VARIABLES.includes(name) && !isOfOthers(name, value))
    .map(([name]) => name)
    .sort()
    .map((name) => {
      if (LATER.has(name)) return `${name} is not used by this version of Rollcall.`
      const meant = nearest(name)
      return `${name} is no setting of Rollcall and changes nothing.${meant === undefined ? '' : ` Did you mean ${meant}?`}`
    })
}

const isOurs = (name: string) => /^ROLLCALL_\w+$/i.test(name) || LATER.has(name)

/**
 * The server gives the console its settings under ROLLCALL_CONSOLE_, tests theirs under ROLLCALL_TEST_, and Kubernetes tells each container of a service
 * named "rollcall" by ROLLCALL_SERVICE_HOST, ROLLCALL_PORT=tcp://… and the like.
 */
const isOfOthers = (name: string, value = '') =>
  /^ROLLCALL_(CONSOLE|TEST)_/.test(name) ||
  /_SERVICE_(HOST|PORT)(_\w+)?$/.test(name) ||
  /_PORT_\d+_(TCP|UDP|SCTP)(_\w+)?$/.test(name) ||
  (/_PORT$/.test(name) && /^(tcp|udp|sctp):\/\//.test(value))

function nearest(name: string): string | undefined {
  const upper = name.toUpperCase()
  const bare = upper.replace('ROLLCALL_', '')
  if (VARIABLES.includes(bare)) return bare
  const [best] = VARIABLES.map((known) => ({ known, distance: distanceOf(upper, known) }))
    .filter(({ distance }) => distance <= MAX_DISTANCE)
    .sort((one, other) => one.distance - other.distance)
  return best?.known
}

/** Letters to add, leave out or change (Levenshtein). */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [column, wanted] of [...other].entries()) {
      const [above = 0, before = 0, left = 0] = [row[column + 1], row[column], next[column]]
      next.push(Math.min(above + 1, left + 1, before + (letter === wanted ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
