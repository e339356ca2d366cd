import type { EntraReport, Failure, Progress, SimulationReport, StepReport, Verdict } from '../types.ts'

const MARKS: Record<Verdict, string> = { passed: '✓', failed: '✗', skipped: '–' }

const NAMES: Record<SimulationReport['provider'], string> = { okta: 'Okta', entra: 'Entra', others: 'they' }

/** The report for a terminal: a line per step, and under a failed one what was expected, received and seen by an admin. */
export function toText(report: SimulationReport): string {
  const lines = [toHeading(report), '']
  const label = report.provider === 'others' ? 'means' : `in ${NAMES[report.provider]}`
  for (const step of report.steps) lines.push(...toStepLines(step, label))
  if (report.provider === 'entra') lines.push('', ...toValidatorLines(report))
  const { created, linked } = report
  lines.push(
    '',
    `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped; ${report.requests} requests in ${toSeconds(report.ms)}`,
    `Users: ${created.users} created, ${linked.users} linked. Groups: ${created.groups} created, ${linked.groups} linked.` +
      ` Changed by linking: ${report.versionsChanged}.`,
    toConclusion(report),
  )
  return `${lines.join('\n')}\n`
}

function toHeading(report: SimulationReport): string {
  switch (report.provider) {
    case 'okta':
      return `Okta, ${report.app === 'wizard' ? 'App Integration Wizard (GET and PUT)' : 'catalogue app (PATCH)'}`
    case 'entra':
      return `Microsoft Entra ID, ${report.flag ? 'tenant URL with ?aadOptscim062020' : 'tenant URL without a flag'}`
    case 'others':
      return `Other providers: ${report.providers.join(', ')}`
  }
}

function toConclusion(report: SimulationReport): string {
  const who = report.provider === 'others' ? 'They' : NAMES[report.provider]
  return report.ok ? `${who} would be content with this server.` : `${who} would run into the failures above.`
}

function toValidatorLines({ validator }: EntraReport): string[] {
  const failed = validator.filter(({ verdict }) => verdict === 'failed')
  const passed = validator.filter(({ verdict }) => verdict === 'passed').length
  return [
    `Microsoft's validator: ${passed} of its ${validator.length} checks pass here, ${failed.length} fail.`,
    ...failed.map(({ name, optional }) => `    ${MARKS.failed} ${name}${optional ? ' (a warning only)' : ''}`),
  ]
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

function toStepLines(step: StepReport, label: string): string[] {
  const cost =
    step.verdict === 'skipped'
      ? ''
      : `  (${step.requests} ${step.requests === 1 ? 'request' : 'requests'}, ${toSeconds(step.ms)})`
  const lines = [`${MARKS[step.verdict]} ${step.title}${cost}`]
  for (const failure of step.failures) lines.push(...toFailureLines(failure, label))
  const more = step.failureCount - step.failures.length
  if (more > 0) lines.push(`    and ${more} more`)
  for (const note of step.notes) lines.push(`    note: ${note}`)
  return lines
}

function toFailureLines(failure: Failure, label: string): string[] {
  return [
    `    ${failure.request.method} ${failure.request.path}`,
    `      expected  ${failure.expected}`,
    `      received  ${failure.received}`,
    `      ${label.padEnd(8)}  ${failure.consequence}`,
  ]
}

function toSeconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`
}
