import type { Naming, Person } from '../population.ts'
import type { RunBase, StepOf } from '../run-steps.ts'

export interface Account {
  readonly person: Person
  readonly id: string
}

export interface Run extends RunBase {
  readonly naming: Naming
  readonly users: number
  readonly concurrency: number
  /** Main population, provisioned as OneLogin does. */
  readonly accounts: Account[]
  /** Made for a check and deleted at the end. */
  readonly leftUsers: Set<string>
  readonly leftGroups: Set<string>
}

export type StepDefinition = StepOf<Run>
