import type { Naming, Person } from '../population.ts'
import type { RunBase, StepOf } from '../run-steps.ts'
import type { Step } from '../step.ts'
import type { OktaApp } from '../types.ts'
import type { Dialect } from './dialect.ts'

/** A person with the id the server gave it. */
export interface Account {
  readonly person: Person
  readonly id: string
}

export interface PushedGroup {
  readonly id: string
  readonly displayName: string
}

/** What the steps of one run share. */
export interface Run extends RunBase {
  readonly app: OktaApp
  readonly dialect: Dialect
  readonly naming: Naming
  readonly users: number
  readonly membersPerGroup: number
  readonly concurrency: number
  /** Main population, in order; users that could not be provisioned are missing. */
  readonly accounts: Account[]
  readonly mainGroups: PushedGroup[]
  /** Active for the run, deactivated at its end. */
  readonly probes: Map<string, Account>
  /** Deleted at the end, by id. */
  readonly probeGroups: Map<string, PushedGroup>
}

export type StepDefinition = StepOf<Run>

/** The account a check works on; without it the step is skipped, because an earlier step tells why. */
export function probe(step: Step, run: Run, name: string): Account {
  return run.probes.get(name) ?? step.skip(`The probe user "${name}" could not be provisioned.`)
}

/** For a step that only one kind of app does. */
export function onlyIn(app: OktaApp): (run: Run) => string | undefined {
  return (run) => (run.app === app ? undefined : `Only ${app} apps send this.`)
}
