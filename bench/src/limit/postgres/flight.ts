import type pg from 'pg'
import type { Cell } from '../../rows/columns.ts'

/** A statement of a flight; its text is its name, so it is parsed once per connection. */
export interface Step {
  readonly text: string
  readonly values: readonly (Cell | readonly (string | number)[])[]
}

/** Rows as PostgreSQL writes them: text or null. */
export type TextRow = (string | null)[]

/** What the driver's connection offers a query class of one's own, as pg-cursor uses it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(statement: { name: string; text: string; types: never[] }): void
  bind(portal: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void
  execute(options: object): void
  sync(): void
}

const parsed = new WeakMap<object, Map<string, string>>()

/**
 * Several prepared statements in one round trip: all are sent before the one Sync, which also makes them one transaction unless they begin one
 * themselves. The driver's own queries take a round trip each.
 */
class Flight {
  readonly #steps: readonly Step[]
  readonly #resolve: (results: TextRow[][]) => void
  readonly #reject: (error: Error) => void
  readonly #results: TextRow[][] = []
  #rows: TextRow[] = []
  #error: Error | undefined

  constructor(steps: readonly Step[], resolve: (results: TextRow[][]) => void, reject: (error: Error) => void) {
    this.#steps = steps
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(wire: Wire): void {
    const names = parsed.get(wire) ?? new Map<string, string>()
    parsed.set(wire, names)
    wire.stream.cork()
    for (const { text, values } of this.#steps) {
      let name = names.get(text)
      if (name === undefined) {
        name = `s${names.size}`
        names.set(text, name)
        wire.parse({ name, text, types: [] })
      }
      wire.bind({ statement: name, values, valueMapper: toParameter })
      wire.execute({})
    }
    wire.sync()
    wire.stream.uncork()
  }

  handleDataRow({ fields }: { fields: TextRow }): void {
    this.#rows.push(fields)
  }

  handleCommandComplete(): void {
    this.#results.push(this.#rows)
    this.#rows = []
  }

  handleError(error: Error): void {
    this.#error ??= error
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    if (this.#error === undefined) this.#resolve(this.#results)
  }

  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

function toParameter(value: unknown): unknown {
  if (Array.isArray(value)) return `{${value.map((element) => JSON.stringify(String(element))).join(',')}}`
  return typeof value === 'number' ? String(value) : value
}

/** One round trip; the rows of each step. */
export function fly(client: pg.ClientBase, steps: readonly Step[]): Promise<TextRow[][]> {
  return new Promise((resolve, reject) => {
    client.query(new Flight(steps, resolve, reject) as unknown as pg.Submittable)
  })
}
