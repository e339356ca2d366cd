import type { Failure, Progress, SimulationReport, StepReport, Verdict } from '../types.ts'

const MARKS: Record<Verdict, string> = { passed: '✓', failed: '✗', skipped: '–' }

/** The report for a terminal: a line per step, and under a failed one what was expected, received and seen in Okta. */
export function toText(report: SimulationReport): string {
  const lines = [
    `Okta, ${report.app === 'wizard' ? 'App Integration Wizard (GET and PUT)' : 'catalogue app (PATCH)'}`,
    '',
  ]
  for (const step of report.steps) lines.push(...toStepLines(step))
  const { created, linked } = report
  lines.push(
    '',
    `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped; ${report.requests} requests in ${toSeconds(report.ms)}`,
    `Users: ${created.users} created, ${linked.users} linked. Groups: ${created.groups} created, ${linked.groups} linked.` +
      ` Changed by linking: ${report.versionsChanged}.`,
    report.ok ? 'Okta would be content with this server.' : 'Okta would run into the failures above.',
  )
  return `${lines.join('\n')}\n`
}

export function toJson(report: SimulationReport): string {
  return JSON.stringify(report)
}

/** One line for a terminal to overwrite while the run goes on. */
export function toProgressLine(progress: Progress): string {
  const position = `[${progress.index}/${progress.steps}]`
  const inside = progress.of === undefined ? '' : ` ${progress.done} of ${progress.of}`
  const verdict = progress.verdict === undefined ? '' : ` ${MARKS[progress.verdict]}`
  return `${position} ${progress.step.title}${inside}${verdict}`
}

function toStepLines(step: StepReport): string[] {
  const cost =
    step.verdict === 'skipped'
      ? ''
      : `  (${step.requests} ${step.requests === 1 ? 'request' : 'requests'}, ${toSeconds(step.ms)})`
  const lines = [`${MARKS[step.verdict]} ${step.title}${cost}`]
  for (const failure of step.failures) lines.push(...toFailureLines(failure))
  const more = step.failureCount - step.failures.length
  if (more > 0) lines.push(`    and ${more} more`)
  for (const note of step.notes) lines.push(`    note: ${note}`)
  return lines
}

function toFailureLines(failure: Failure): string[] {
  return [
    `    ${failure.request.method} ${failure.request.path}`,
    `      expected  ${failure.expected}`,
    `      received  ${failure.received}`,
    `      in Okta   ${failure.inOkta}`,
  ]
}

function toSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}
