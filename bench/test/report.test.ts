import { describe, expect, test } from 'vitest'
import { readOptions } from '../src/options.ts'
import { Judge } from '../src/report/bars.ts'
import { renderPage } from '../src/report/page.ts'
import type { Figures, SectionRecord } from '../src/runs/results.ts'

const figures = (perSecond: number): Figures => ({
  ...{ perSecond, p50: 1, p95: 2, p99: 3, cpuMicroseconds: 1e6 / perSecond, residentBytes: 1e8, delayMs: 1, turns: 10 },
})

const users: SectionRecord<'users'> = {
  section: 'users',
  database: 'sqlite',
  facts: {
    ...{ date: '2026-01-02', commit: 'abc', machine: 'a machine', postgres: undefined, rounds: 5, connections: 16 },
    command: 'npm run bench',
  },
  result: {
    users: 1_000,
    works: [
      {
        id: 'hit',
        title: 'Look-up',
        figures: { rollcall: figures(500), limit: figures(1_000), scimmy: figures(50), polis: figures(100) },
      },
    ],
    leftOut: [],
  },
}

describe('the page', () => {
  test('names what was not run and says when the rest was measured', async () => {
    const page = await renderPage([users])
    expect(page).toContain('## One user (SQLite)\n\nMeasured 2026-01-02, Rollcall abc')
    expect(page).toContain('## One user (PostgreSQL)\n\nNot run.')
  })

  test('says plainly which bar is missed, against the limit server and the faster peer', async () => {
    const page = await renderPage([users])
    expect(page).toContain('| Look-up | 0.50× **missed** (≥ 0.6×) | 2.00× | **5.00×** | Polis (PostgreSQL) |')
    expect(page).toContain('1 of 2 bars that were measured are met, 1 missed.')
  })

  test('is the same for the same results', async () => {
    expect(await renderPage([users])).toBe(await renderPage([structuredClone(users)]))
  })
})

test.each([
  [1.2, 1.3, true],
  [1.31, 1.3, false],
])('growth of %d under a bar of %d is met: %j', (value, bar, met) => {
  const judge = new Judge()
  judge.atMost('growth', value, bar)
  expect(judge.verdicts.map((verdict) => verdict.met)).toEqual([met])
})

describe('options', () => {
  test('a quick run keeps nothing and is small', () => {
    const options = readOptions(['--quick', '--section', 'users,soak', '--database', 'postgres'])
    expect([options.keep, options.rounds, options.users]).toEqual([false, 1, 2_000])
    expect([options.sections, options.databases]).toEqual([['users', 'soak'], ['postgres']])
  })

  test('a whole run keeps its results and has five rounds', () => {
    const options = readOptions([])
    expect([options.keep, options.rounds, options.scale.at(-1)]).toEqual([true, 5, 1_000_000])
  })

  test('an unknown section is refused', () => {
    expect(() => readOptions(['--section', 'nothing'])).toThrow('"nothing" is none of users')
  })
})
