import type { Naming, Person } from '../population.ts'
import type { RunBase, StepOf } from '../run-steps.ts'
import type { Step } from '../step.ts'
import type { Authorization } from '../types.ts'
import type { Dialect } from './dialect.ts'

export interface Account {
  readonly person: Person
  readonly id: string
}

export interface Run extends RunBase {
  readonly flag: boolean
  readonly dialect: Dialect
  readonly authorization: Authorization
  readonly naming: Naming
  readonly users: number
  readonly membersPerGroup: number
  readonly batchSize: number
  readonly concurrency: number
  /** Main population, in order; users that could not be provisioned are missing. */
  readonly accounts: Account[]
  /** Users of single checks: disabled and deleted at the end, as Entra does with users that left its scope. */
  readonly probes: Map<string, Account>
  /** Probe users and groups still there, by id. */
  readonly leftUsers: Set<string>
  readonly leftGroups: Set<string>
}

export type StepDefinition = StepOf<Run>

export function probe(step: Step, run: Run, name: string): Account {
  return run.probes.get(name) ?? step.skip(`The probe user "${name}" could not be provisioned.`)
}

export function onlyWith(flag: boolean): (run: Run) => string | undefined {
  return (run) => {
    if (run.flag === flag) return undefined
    return flag ? 'Only a tenant URL with the flag sends this.' : 'Only a tenant URL without the flag sends this.'
  }
}
