import { findValuePlace, type ResourceType, type ValuePlace } from '@rollcall/scim-core'
import type { AttributeContract, ContractConstraint } from '../policy/policy-document.ts'
import { toCheck, type ValueVerdict } from './check-value.ts'

interface Placed {
  readonly path: string
  readonly place: ValuePlace
}

export interface CompiledConstraint extends Placed {
  readonly constraint: ContractConstraint
  readonly check: (value: Parameters<ReturnType<typeof toCheck>>[0]) => ValueVerdict
}

/** A contract against the type it speaks of. */
export interface CompiledContract {
  readonly contract: AttributeContract
  readonly required: readonly Placed[]
  readonly constraints: readonly CompiledConstraint[]
  /** What is taken when only listed attributes are; undefined: everything of the schema. */
  readonly listed: readonly Placed[] | undefined
}

/** Throws ScimError invalidPath for a path that the type does not have, and Error for a pattern that is none. */
export function compileContract(type: ResourceType, contract: AttributeContract): CompiledContract {
  const placed = (path: string): Placed => ({ path, place: findValuePlace(type, path) })
  return {
    contract,
    required: contract.required.map(placed),
    constraints: contract.constraints.map((constraint) => ({
      ...placed(toSinglePath(type, constraint.path)),
      constraint,
      check: toCheck(constraint),
    })),
    listed: contract.onlyListed ? [...contract.required, ...contract.optional].map(placed) : undefined,
  }
}

/** A constraint on a list of values, such as `emails`, is on the `value` of each. */
function toSinglePath(type: ResourceType, path: string): string {
  const { reference, subAttribute } = findValuePlace(type, path)
  const hasValue = reference.attribute.subAttributes?.some((each) => each.name === 'value') === true
  return subAttribute === undefined && reference.attribute.type === 'complex' && hasValue ? `${path}.value` : path
}

const compiled = new WeakMap<ResourceType, WeakMap<AttributeContract, CompiledContract>>()

/** Compiled once for each type and contract. */
export function compiledContract(type: ResourceType, contract: AttributeContract): CompiledContract {
  let byContract = compiled.get(type)
  if (byContract === undefined) {
    byContract = new WeakMap()
    compiled.set(type, byContract)
  }
  let found = byContract.get(contract)
  if (found === undefined) {
    found = compileContract(type, contract)
    byContract.set(contract, found)
  }
  return found
}
