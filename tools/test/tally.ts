/** What one runner reports: how many passed, and each failure by name. */
export interface Tally {
  readonly passed: number
  readonly failures: readonly string[]
}

export const EMPTY_TALLY: Tally = { passed: 0, failures: [] }

export function passed(): Tally {
  return { passed: 1, failures: [] }
}

export function failed(name: string): Tally {
  return { passed: 0, failures: [name] }
}

export function sum(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failures: tallies.flatMap((tally) => tally.failures),
  }
}

/** The last lines of a test run; other programs read the very last one. */
export function printTally(tally: Tally): string {
  const names = tally.failures.map((name) => `  FAILED  ${name}\n`).join('')
  return `${names === '' ? '' : `\n${names}`}\n${tally.passed} passed, ${tally.failures.length} failed\n`
}
