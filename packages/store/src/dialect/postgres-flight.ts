import pg from 'pg'

/** A statement that waits for its answer. */
export interface Step {
  readonly text: string
  readonly parameters: readonly (string | Buffer | null)[]
  resolve(result: StepResult): void
  reject(error: unknown): void
}

export interface StepResult {
  readonly command: string
  readonly rowCount: number
  readonly rows: Record<string, unknown>[]
}

/** What a connection knows of a statement that it has parsed. */
interface Prepared {
  readonly name: string
  columns: readonly { readonly name: string; readonly parse: (text: string) => unknown }[]
}

/** PostgreSQL keeps a plan for each: some kilobytes. Hot statements are far fewer; filters and lists have ever new texts. */
const CAPACITY = 500

/** The statements a connection has parsed, by their text; the one that was used last stands last. */
export class PreparedStatements {
  readonly #known = new Map<string, Prepared>()
  #named = 0

  get(text: string): Prepared | undefined {
    const prepared = this.#known.get(text)
    if (prepared !== undefined) {
      this.#known.delete(text)
      this.#known.set(text, prepared)
    }
    return prepared
  }

  /** A name is never given twice: whether the one before got as far as being parsed may be unknown. */
  add(text: string): Prepared {
    this.#named += 1
    const prepared: Prepared = { name: `s${this.#named}`, columns: [] }
    this.#known.set(text, prepared)
    return prepared
  }

  /** Takes out the one that was not used for longest, when there are too many. */
  takeOldest(): string | undefined {
    const oldest = this.#known.size > CAPACITY ? this.#known.entries().next().value : undefined
    if (oldest === undefined) return undefined
    const [text, { name }] = oldest
    this.#known.delete(text)
    return name
  }

  forget(text: string): void {
    this.#known.delete(text)
  }
}

/** The driver's connection, as far as a query writes to it. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  parse(statement: { readonly name: string; readonly text: string; readonly types: readonly number[] }): void
  bind(portal: { readonly statement: string; readonly values: readonly unknown[] }): void
  describe(of: { readonly type: 'P'; readonly name: string }): void
  execute(portal: { readonly portal: string }): void
  close(statement: { readonly type: 'S'; readonly name: string }): void
  sync(): void
}

/** Columns as the driver tells them. */
interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[]
}

/**
 * Several prepared statements that travel together: one packet, one Sync, one wake-up of the server. The driver's own queries pay for each of these
 * by themselves. After a failure the server skips the rest of the flight, and so the rest fails too.
 */
export class Flight extends pg.Query {
  readonly #steps: readonly Step[]
  readonly #statements: PreparedStatements
  readonly #types: pg.CustomTypesConfig
  readonly #prepared: Prepared[] = []
  readonly #parsedHere = new Set<number>()
  #at = 0
  #rows: Record<string, unknown>[] = []

  constructor(steps: readonly Step[], statements: PreparedStatements, types: pg.CustomTypesConfig) {
    super('')
    this.#steps = steps
    this.#statements = statements
    this.#types = types
    this.submit = (connection) => this.#submit(connection as unknown as Wire)
  }

  #submit(wire: Wire): void {
    wire.stream.cork()
    for (const [index, { text, parameters }] of this.#steps.entries()) {
      let prepared = this.#statements.get(text)
      const isNew = prepared === undefined
      if (prepared === undefined) {
        prepared = this.#statements.add(text)
        this.#parsedHere.add(index)
        const oldest = this.#statements.takeOldest()
        if (oldest !== undefined) wire.close({ type: 'S', name: oldest })
        wire.parse({ name: prepared.name, text, types: [] })
      }
      this.#prepared.push(prepared)
      wire.bind({ statement: prepared.name, values: parameters })
      // Its columns are told once, since a schema does not change under a running server; those of a cursor are the cursor's.
      if (isNew || /^fetch /i.test(text)) wire.describe({ type: 'P', name: '' })
      wire.execute({ portal: '' })
    }
    wire.sync()
    wire.stream.uncork()
  }

  handleRowDescription({ fields }: RowDescription): void {
    const prepared = this.#prepared[this.#at]
    if (prepared === undefined) return
    prepared.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.#types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown,
    }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const columns = this.#prepared[this.#at]?.columns ?? []
    const row: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const column = columns[index] as Prepared['columns'][number]
      const text = fields[index] ?? null
      row[column.name] = text === null ? null : column.parse(text)
    }
    this.#rows.push(row)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const words = text.split(' ')
    const rows = this.#rows
    this.#rows = []
    const step = this.#steps[this.#at]
    this.#at += 1
    step?.resolve({ command: words[0] ?? '', rowCount: Number(words.at(-1)) || 0, rows })
  }

  /** Of the server, or of a connection that broke. */
  handleError(error: Error): void {
    for (let index = this.#at; index < this.#steps.length; index += 1) {
      const step = this.#steps[index] as Step
      // Nobody knows whether the server got as far as parsing it.
      if (this.#parsedHere.has(index)) this.#statements.forget(step.text)
      step.reject(error)
    }
    this.#at = this.#steps.length
  }

  handleReadyForQuery(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

/** A value as the protocol carries it. */
export function toParameter(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || Buffer.isBuffer(value)) return value
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (typeof value === 'object') throw new TypeError('a parameter is neither text, number, truth value nor bytes')
  return String(value)
}
