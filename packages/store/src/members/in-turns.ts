import { setImmediate } from 'node:timers/promises'

/** Values in one statement: a few milliseconds on SQLite, which works on the thread that serves everybody. */
export const VALUES_AT_ONCE = 1_000

/** Does the work on the values in lots, with a turn of the event loop for everybody else between two. */
export async function inTurns<T>(values: readonly T[], work: (some: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < values.length; start += VALUES_AT_ONCE) {
    if (start > 0) await setImmediate()
    await work(values.slice(start, start + VALUES_AT_ONCE))
  }
}

interface Rows<T> {
  readonly rows: readonly T[]
}

/** The same for statements that return rows: those of all lots. A single lot is a statement like any other, and shares the flight of its neighbours. */
export function rowsInTurns<T>(
  values: readonly string[],
  work: (some: readonly string[]) => Promise<Rows<T>>,
): Promise<Rows<T>> {
  return values.length <= VALUES_AT_ONCE ? work(values) : rowsOfMany(values, work)
}

async function rowsOfMany<T>(
  values: readonly string[],
  work: (some: readonly string[]) => Promise<Rows<T>>,
): Promise<Rows<T>> {
  const rows: T[] = []
  await inTurns(values, async (some) => {
    for (const row of (await work(some)).rows) rows.push(row)
  })
  return { rows }
}
