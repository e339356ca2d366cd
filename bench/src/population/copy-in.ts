import type pg from 'pg'
import type { Cell, Row } from '../rows/columns.ts'

interface Wire {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}

/** One COPY … FROM STDIN, whose text is at hand. */
class CopyIn {
  readonly #text: string
  readonly #data: Buffer
  readonly #resolve: () => void
  readonly #reject: (error: Error) => void
  #failed = false

  constructor(text: string, data: Buffer, resolve: () => void, reject: (error: Error) => void) {
    this.#text = text
    this.#data = data
    this.#resolve = resolve
    this.#reject = reject
  }

  submit(wire: Wire): void {
    wire.query(this.#text)
  }

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFromChunk(this.#data)
    wire.endCopyFrom()
  }

  handleError(error: Error): void {
    this.#failed = true
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    if (!this.#failed) this.#resolve()
  }

  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}

export function copyIn(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return Promise.resolve()
  const data = Buffer.from(`${rows.map((row) => row.map(toCopyText).join('\t')).join('\n')}\n`)
  return new Promise((resolve, reject) => {
    const text = `copy ${table} (${columns.join(', ')}) from stdin`
    client.query(new CopyIn(text, data, resolve, reject) as unknown as pg.Submittable)
  })
}

/** The text format of COPY: a backslash starts an escape, so it is doubled, also the one before `x` of a bytea. */
export function toCopyText(value: Cell): string {
  if (value === null) return '\\N'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  if (typeof value === 'number') return String(value)
  return /[\\\t\n\r]/.test(value)
    ? value.replace(/[\\\t\n\r]/g, (c) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[c] ?? '\\r')
    : value
}
