export interface DiffRow {
  readonly kind: 'same' | 'removed' | 'added' | 'skipped'
  readonly text: string
}

/** Beyond this many lines on both sides together, finding the smallest difference would take too long. */
const MAX_PRODUCT = 1_000_000
const CONTEXT = 3

/** Two values as indented JSON, compared line by line; long equal stretches are left out. */
export function diffJson(before: unknown, after: unknown): DiffRow[] {
  return leaveOutTheEqual(compare(toLines(before), toLines(after)))
}

function toLines(value: unknown): string[] {
  return value === undefined || value === null ? [] : (JSON.stringify(sortKeys(value), null, 2) ?? '').split('\n')
}

/** Member order carries no meaning in JSON, so it must not show up as a change. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  )
}

function compare(before: readonly string[], after: readonly string[]): DiffRow[] {
  if (before.length * after.length > MAX_PRODUCT) return [...rows('removed', before), ...rows('added', after)]
  const common = commonLengths(before, after)
  const result: DiffRow[] = []
  let i = 0
  let j = 0
  while (i < before.length && j < after.length) {
    const left = before[i] ?? ''
    const right = after[j] ?? ''
    if (withoutComma(left) === withoutComma(right)) {
      result.push({ kind: 'same', text: right })
      i++
      j++
    } else if (lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
      result.push({ kind: 'removed', text: left })
      i++
    } else {
      result.push({ kind: 'added', text: right })
      j++
    }
  }
  return [...result, ...rows('removed', before.slice(i)), ...rows('added', after.slice(j))]
}

/** Longest common subsequence of every pair of tails. */
function commonLengths(before: readonly string[], after: readonly string[]): number[][] {
  const table = Array.from({ length: before.length + 1 }, () => new Array<number>(after.length + 1).fill(0))
  for (let i = before.length - 1; i >= 0; i--) {
    const row = table[i] ?? []
    for (let j = after.length - 1; j >= 0; j--) {
      const equal = withoutComma(before[i] ?? '') === withoutComma(after[j] ?? '')
      row[j] = equal
        ? lengthAt(table, i + 1, j + 1) + 1
        : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1))
    }
  }
  return table
}

const lengthAt = (table: readonly number[][], i: number, j: number): number => table[i]?.[j] ?? 0

// A last member that is no longer the last gains a comma: not a change of its own.
const withoutComma = (line: string): string => line.replace(/,$/, '')

const rows = (kind: DiffRow['kind'], lines: readonly string[]): DiffRow[] => lines.map((text) => ({ kind, text }))

function leaveOutTheEqual(all: readonly DiffRow[]): DiffRow[] {
  const near = all.map((_, at) =>
    all.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  )
  if (!near.includes(true)) return [...all]
  const result: DiffRow[] = []
  let skipped = 0
  const flush = () => {
    if (skipped > 0) result.push({ kind: 'skipped', text: `${skipped} equal ${skipped === 1 ? 'line' : 'lines'}` })
    skipped = 0
  }
  all.forEach((row, at) => {
    if (near[at]) {
      flush()
      result.push(row)
    } else skipped++
  })
  flush()
  return result
}
