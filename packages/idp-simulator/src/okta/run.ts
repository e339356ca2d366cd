import type { OktaClient } from '../http/okta-client.ts'
import type { Step } from '../step.ts'
import type { OktaApp } from '../types.ts'
import type { Dialect } from './dialect.ts'
import type { Naming, Person } from './population.ts'

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
export interface Run {
  readonly app: OktaApp
  readonly client: OktaClient
  readonly dialect: Dialect
  readonly naming: Naming
  readonly users: number
  readonly groups: number
  readonly membersPerGroup: number
  readonly concurrency: number
  /** Main population, in order; users that could not be provisioned are missing. */
  readonly accounts: Account[]
  readonly mainGroups: PushedGroup[]
  /** Active for the run, deactivated at its end. */
  readonly probes: Map<string, Account>
  /** Deleted at the end, by id. */
  readonly probeGroups: Map<string, PushedGroup>
  readonly created: { users: number; groups: number }
  readonly linked: { users: number; groups: number }
  versionsChanged: number
  /** Set when Okta would not save the connection: nothing after it would ever be sent. */
  refused: boolean
}

export interface StepDefinition {
  readonly id: string
  readonly title: string
  /** Both when absent. */
  readonly app?: OktaApp
  /** Left out when the run pushes no groups. */
  readonly groups?: boolean
  run(step: Step, run: Run): Promise<void>
}

/** The account a check works on; without it the step is skipped, because an earlier step tells why. */
export function probe(step: Step, run: Run, name: string): Account {
  return run.probes.get(name) ?? step.skip(`The probe user "${name}" could not be provisioned.`)
}
