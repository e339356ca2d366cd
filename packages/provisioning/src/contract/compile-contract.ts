import { findValuePlace, type ResourceType, type ValuePlace } from '@rollcall/scim-core'
import type { AttributeContract, ContractConstraint } from '../policy/policy-document.ts'
import { toCheck, unusableCheck, type ValueCheck } from './check-value.ts'
import { MAX_PATTERNS_SIZE, patternSize } from './pattern.ts'

interface Placed {
  readonly path: string
  readonly place: ValuePlace
}

export interface CompiledConstraint extends Placed {
  readonly constraint: ContractConstraint
  readonly check: ValueCheck
}

/** A contract against the type it speaks of. */
export interface CompiledContract {
  readonly contract: AttributeContract
  /** Without a place where the type has no such attribute any more, so that nobody can have a value there. */
  readonly required: readonly { readonly path: string; readonly place: ValuePlace | undefined }[]
  readonly constraints: readonly CompiledConstraint[]
  /** What is taken when only listed attributes are; undefined: everything of the schema. */
  readonly listed: readonly Placed[] | undefined
}

/**
 * Checks and compiles a contract. Throws ContractFault, which names the place within it: a path that the type does not have, a pattern that is none, or
 * patterns that are too large together.
 */
export function compileContract(type: ResourceType, contract: AttributeContract): CompiledContract {
  return compile(type, contract, (fault) => {
    throw fault
  })
}

/** What is wrong with a part of a contract, such as `constraints.3`. */
export class ContractFault extends Error {
  readonly at: string
  constructor(at: string, { message }: Error) {
    super(message)
    this.at = at
  }
}

/** `onFault` is told of each part that cannot be used; where it returns, the part is left out or stands for what nobody fulfils. */
function compile(
  type: ResourceType,
  contract: AttributeContract,
  onFault: (fault: ContractFault) => void,
): CompiledContract {
  const tried = <T>(at: string, act: () => T): T | undefined => {
    try {
      return act()
    } catch (error) {
      onFault(new ContractFault(at, error as Error))
      return undefined
    }
  }
  const placed = (list: 'required' | 'optional') =>
    contract[list].map((path, index) => ({
      path,
      place: tried(`${list}.${index}`, () => findValuePlace(type, path)),
    }))
  const required = placed('required')
  const optional = placed('optional')
  let size = 0
  const constraints = contract.constraints.flatMap((constraint, index): CompiledConstraint[] => {
    const at = `constraints.${index}`
    const path = tried(at, () => toSinglePath(type, constraint.path))
    if (path === undefined) return []
    if (constraint.kind === 'pattern') size += patternSize(constraint.pattern)
    const check = tried(at, () => {
      if (size <= MAX_PATTERNS_SIZE) return toCheck(constraint)
      throw new Error(
        `The patterns of the contract are too large together: with their repeats written out they have more than ${MAX_PATTERNS_SIZE} parts.`,
      )
    })
    return [{ path, place: findValuePlace(type, path), constraint, check: check ?? unusableCheck }]
  })
  const listed = [...required, ...optional].filter((each): each is Placed => each.place !== undefined)
  return { contract, required, constraints, listed: contract.onlyListed ? listed : undefined }
}

/** A constraint on a list of values, such as `emails`, is on the `value` of each. */
function toSinglePath(type: ResourceType, path: string): string {
  const { reference, subAttribute } = findValuePlace(type, path)
  const hasValue = reference.attribute.subAttributes?.some((each) => each.name === 'value') === true
  return subAttribute === undefined && reference.attribute.type === 'complex' && hasValue ? `${path}.value` : path
}

const compiled = new WeakMap<ResourceType, WeakMap<AttributeContract, CompiledContract>>()

/**
 * A contract that is in force, compiled once for each type. It was checked when it was applied; what this version, or the schema of today, has no use
 * for fails nobody who stays as they are (see unusableCheck).
 */
export function compiledContract(type: ResourceType, contract: AttributeContract): CompiledContract {
  let byContract = compiled.get(type)
  if (byContract === undefined) {
    byContract = new WeakMap()
    compiled.set(type, byContract)
  }
  let found = byContract.get(contract)
  if (found === undefined) {
    found = compile(type, contract, () => undefined)
    byContract.set(contract, found)
  }
  return found
}
