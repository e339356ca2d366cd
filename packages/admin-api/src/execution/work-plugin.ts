import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import type { ApiContext } from '../context.ts'
import type { Work } from './work.ts'

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      work: WorkPlugin<Types>
    }
  }
}

/** The heaviest field counts for so many steps of a turn; its cost may be higher. */
const HEAVIEST = 50

/** Counts the work of every field and gives way to the event loop between fields and between rows of lists. */
class WorkPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const steps = stepsOf(config.pothosOptions)
    const { kind } = config.type
    const { name } = (config.type as { ref?: { name?: string } }).ref ?? {}
    const isText = kind === 'Scalar' && (name === 'String' || name === 'ID')
    const isJson = kind === 'Scalar' && name === 'JSON'
    const finish = (work: Work, value: unknown): unknown => {
      if (isText && typeof value === 'string') work.answer(value.length)
      if (isJson && value !== null && value !== undefined) work.answer(JSON.stringify(value).length)
      if (kind !== 'List' || !Array.isArray(value)) return value
      if (typeof value[0] !== 'string') return rows(work, value)
      work.answer(value.reduce((sum: number, text: unknown) => sum + String(text).length, 0))
      return value
    }
    const finishing = kind === 'List' || isText || isJson
    return (parent, args, ctx, info) => {
      const { work } = ctx as unknown as ApiContext
      work.spend(steps)
      const resolve = () => {
        const value = resolver(parent, args, ctx, info) as unknown
        if (!finishing) return value
        return value instanceof Promise ? value.then((found) => finish(work, found)) : finish(work, value)
      }
      return steps > 1 && work.hasToWait ? work.nextTurn().then(resolve) : resolve()
    }
  }
}

function stepsOf({ complexity }: { complexity?: unknown }): number {
  const own = typeof complexity === 'object' ? (complexity as { field?: number } | null)?.field : complexity
  // A function stands for a list that is read: more than a field that is there already.
  return typeof own === 'number' ? Math.min(own, HEAVIEST) : typeof complexity === 'function' ? 20 : 1
}

/** The rows of a list one by one: those for which the turn has no steps left come in a later one. */
function* rows(work: Work, all: readonly unknown[]): Generator<unknown> {
  for (const row of all) {
    work.spend(1)
    yield work.hasToWait && !(row instanceof Promise) ? work.nextTurn().then(() => row) : row
  }
}

SchemaBuilder.registerPlugin('work', WorkPlugin)

export default 'work' as const
