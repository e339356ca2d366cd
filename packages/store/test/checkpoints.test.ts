import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SqliteCheckpoints } from '../src/dialect/sqlite-checkpoints.ts'
import { openStore } from '../src/index.ts'
import { DIALECTS, sql } from '../testing/index.ts'

const MISSING = new URL('./no-such-worker.ts', import.meta.url)
const DYING = new URL('data:text/javascript,process.exit(1)')
const FAILING = new URL('data:text/javascript,throw new Error("not today")')

describe.runIf(DIALECTS.includes('sqlite'))('the log of SQLite', () => {
  let folder: string
  let path: string
  let handle: BetterSqlite3.Database
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-checkpoints-'))
    path = join(folder, 'test.db')
    handle = new BetterSqlite3(path)
    handle.pragma('journal_mode = wal')
    handle.exec('create table page (n integer primary key, filler blob)')
  })
  afterEach(() => {
    handle.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const state = () =>
    handle.prepare('pragma wal_checkpoint(noop)').get() as { readonly log: number; readonly checkpointed: number }
  /** Each of about one page. */
  const write = (pages: number) => {
    handle.exec('begin immediate')
    const insert = handle.prepare('insert into page (filler) values (zeroblob(3500))')
    for (let n = 0; n < pages; n += 1) insert.run()
    handle.exec('commit')
  }

  test('is copied between two transactions and not in one, while others have their turn', async () => {
    const checkpoints = new SqliteCheckpoints(handle, path)
    write(1_000)
    await checkpoints.keepUp()
    expect(state().checkpointed).toBe(0)
    write(5_000)
    expect(state().log).toBeGreaterThan(5_000)
    expect(state().checkpointed).toBe(0)
    let turns = 0
    const ticking = setInterval(() => {
      turns += 1
    })
    await checkpoints.keepUp()
    clearInterval(ticking)
    expect(turns).toBeGreaterThan(0)
    expect(state().checkpointed).toBe(state().log)
    // So the next transaction begins at the start of the log again.
    write(10)
    expect(state().log).toBeLessThan(100)
    await checkpoints.close()
  })

  test.each([
    ['is missing', MISSING],
    ['ends at once', DYING],
    ['fails', FAILING],
  ])('is copied all the same where the thread %s', async (_, entry) => {
    const checkpoints = new SqliteCheckpoints(handle, path, entry)
    for (let round = 0; round < 3; round += 1) {
      write(4_500)
      await checkpoints.keepUp()
      expect(state().checkpointed).toBe(state().log)
    }
    await checkpoints.close()
  })

  test('stays within bounds for as long as writes keep coming', async () => {
    const url = `sqlite:${join(folder, 'store.db')}`
    const store = await openStore({ url })
    await store.transaction('t', (trx) => sql`create table page (n integer primary key, filler blob)`.execute(trx))
    const one = () =>
      store.transaction('t', (trx) =>
        sql`insert into page (filler) with recursive c (n) as (values (1) union all select n + 1 from c where n < 500)
          select zeroblob(3500) from c`.execute(trx),
      )
    for (let round = 0; round < 30; round += 1) await Promise.all([one(), one()])
    // 30,000 pages were written; the log has room for those of one batch more than it may hold.
    expect(statSync(join(folder, 'store.db-wal')).size).toBeLessThan(12_000 * 4_120)
    await store.close()
  })
})
