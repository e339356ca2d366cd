import { appendFileSync } from 'node:fs'

/** `npm run faults` runs the long form of these tests, `npm test` a short one of the same. */
export const LONG = process.env.ROLLCALL_FAULTS === 'long'

/** Kills of each database. */
export const KILLS = Number(process.env.ROLLCALL_FAULTS_KILLS ?? (LONG ? 100 : 3))

/** Where the long form collects what it prints at its end. */
const FIGURES = process.env.ROLLCALL_FAULTS_FIGURES

export function recordFigures(title: string, figures: Readonly<Record<string, number | string>>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  if (FIGURES !== undefined) appendFileSync(FIGURES, `${title}: ${text.join(', ')}\n`)
}
