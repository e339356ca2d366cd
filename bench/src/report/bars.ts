import { round } from './text.ts'

/** What a workload must reach. */
export interface Bar {
  /** Rate against the limit server's, at least. */
  readonly limit: number | undefined
  /** Rate against the fastest durable peer's, at least. */
  readonly peer: number | undefined
}

const BARS: Readonly<Record<string, Partial<Bar>>> = {
  hit: { limit: 0.6, peer: 4 },
  miss: { peer: 1 },
  get: { limit: 0.6, peer: 4 },
  create: { limit: 0.5, peer: 2 },
  put: { limit: 0.5, peer: 2 },
  patch: { limit: 0.5, peer: 2 },
  'first-page': { limit: 0.6, peer: 5 },
  'last-page': { limit: 0.6, peer: 5 },
  'group-1000-by-1': { limit: 0.5, peer: 10 },
  'group-1000-by-100': { limit: 0.5, peer: 10 },
  sync: { limit: 0.5, peer: 3 },
}

export function barOf(id: string): Bar {
  const fallback = id.startsWith('group-') ? { limit: 0.5 } : {}
  return { limit: undefined, peer: undefined, ...fallback, ...BARS[id] }
}

/** Bars of Rollcall against itself, all "at most". */
export const AT_MOST = {
  scaleGrowth: 1.3,
  groupGrowth: 1.3,
  lastPage: 3,
  cursorPage: 1.2,
  syncGrowth: 1.3,
  megabytes: 300,
  readyMs: 2_000,
  delayMs: 20,
  soakGrowth: 1.1,
  ruleMs: 1_000,
  besideRules: 2,
} as const

export interface Verdict {
  readonly what: string
  readonly measured: string
  readonly bar: string
  readonly met: boolean
}

const digitsOf = (value: number) => (value < 10 ? 2 : 0)

/** Judged figures of a page, collected while its tables are made. */
export class Judge {
  readonly verdicts: Verdict[] = []

  atLeast(what: string, value: number | undefined, bar: number | undefined): string {
    return this.#judge(what, value, bar, '≥', '×')
  }

  atMost(what: string, value: number | undefined, bar: number | undefined, unit = '×'): string {
    return this.#judge(what, value, bar, '≤', unit)
  }

  #judge(what: string, value: number | undefined, bar: number | undefined, sign: '≥' | '≤', unit: string): string {
    if (value === undefined || Number.isNaN(value)) return '–'
    const text = `${round(value, digitsOf(value))}${unit}`
    if (bar === undefined) return text
    const met = sign === '≥' ? value >= bar : value <= bar
    this.verdicts.push({ what, measured: text, bar: `${sign} ${round(bar, bar % 1 === 0 ? 0 : 1)}${unit}`, met })
    return met ? `**${text}**` : `${text} **missed** (${sign} ${bar}${unit})`
  }
}
