/** What a workload must reach. */
export interface Bar {
  /** Rate against the limit server's. */
  readonly limit: number | undefined
  /** Rate against the fastest durable peer's. */
  readonly peer: number | undefined
  /** CPU at the largest population against the smallest, at most. */
  readonly growth: number
}

const BARS: Readonly<Record<string, Partial<Bar>>> = {
  hit: { limit: 0.6, peer: 4 },
  miss: { limit: undefined, peer: 1 },
  get: { limit: 0.6, peer: 4 },
  create: { limit: 0.5, peer: 2 },
  put: { limit: 0.5, peer: 2 },
  patch: { limit: 0.5, peer: 2 },
  'first-page': { limit: 0.6, peer: 5 },
  'last-page': { limit: 0.6, peer: 5, growth: 3 },
  'group-1000-by-1': { limit: 0.5, peer: 10 },
  'group-1000-by-100': { limit: 0.5, peer: 10 },
}

export function barOf(id: string): Bar {
  const fallback = id.startsWith('group-') ? { limit: 0.5 } : {}
  return { limit: undefined, peer: undefined, growth: 1.3, ...fallback, ...BARS[id] }
}
