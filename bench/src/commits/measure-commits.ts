// Two ways to make a write durable before it is answered, on this machine: node bench/src/commits/measure-commits.ts [seconds]
// (decision 0002). Sixteen callers write rows of 1.5 kB with two indexes, one after another each.
import { fdatasync, mkdtempSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'

const CALLERS = 16
const ROUNDS = 5
const TEXT = 'x'.repeat(1_500)

interface Writer {
  write(n: number): Promise<void>
}

function open(folder: string, synchronous: 'FULL' | 'NORMAL'): Database.Database {
  const db = new Database(join(folder, `${synchronous}.db`))
  db.pragma('journal_mode = WAL')
  db.pragma(`synchronous = ${synchronous}`)
  db.exec('create table item (id integer primary key, name text not null, doc text not null)')
  db.exec('create unique index item_name on item (name)')
  return db
}

/** One transaction for all callers that wait, a savepoint each, synced by the commit; the event loop stands still meanwhile. */
function sharedCommit(db: Database.Database): Writer {
  const insert = db.prepare('insert into item (id, name, doc) values (?, ?, ?)')
  let waiting: { readonly n: number; readonly done: () => void }[] = []
  let isRunning = false
  const run = async () => {
    isRunning = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      db.exec('begin immediate')
      for (const { n } of batch) {
        db.exec('savepoint one')
        insert.run(n, `name ${n}`, TEXT)
        db.exec('release one')
      }
      db.exec('commit')
      for (const { done } of batch) done()
      await setImmediate()
    }
    isRunning = false
  }
  return {
    write: (n) =>
      new Promise((done) => {
        waiting.push({ n, done })
        if (!isRunning) void setImmediate().then(run)
      }),
  }
}

/** A transaction each without a sync, and one asynchronous sync of the log for all that committed before it began. */
function sharedSync(db: Database.Database, logPath: string): Writer {
  const insert = db.prepare('insert into item (id, name, doc) values (?, ?, ?)')
  const transact = db.transaction((n: number) => insert.run(n, `name ${n}`, TEXT)).immediate
  const sync = promisify(fdatasync)
  let log: number | undefined
  let next: Promise<void> | undefined
  let current: Promise<void> = Promise.resolve()
  return {
    write: (n) => {
      transact(n)
      log ??= openSync(logPath, 'r+')
      const file = log
      next ??= current.then(() => {
        next = undefined
        current = sync(file)
        return current
      })
      return next
    },
  }
}

async function measure(writer: Writer, from: number, seconds: number) {
  let n = from
  const end = performance.now() + seconds * 1_000
  const cpu = process.cpuUsage()
  await Promise.all(
    Array.from({ length: CALLERS }, async () => {
      while (performance.now() < end) {
        n += 1
        await writer.write(n)
      }
    }),
  )
  const used = process.cpuUsage(cpu)
  const writes = n - from
  return { last: n, rate: writes / seconds, cpuMicroseconds: (used.user + used.system) / writes }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

const seconds = Number(process.argv[2] ?? 2)
const folder = mkdtempSync(join(tmpdir(), 'commits-'))
try {
  const full = open(folder, 'FULL')
  const normal = open(folder, 'NORMAL')
  const writers = [
    { name: 'shared commit, FULL', writer: sharedCommit(full) },
    { name: 'own commit, NORMAL, shared fdatasync', writer: sharedSync(normal, join(folder, 'NORMAL.db-wal')) },
  ]
  const seen = writers.map(() => ({ last: 0, rates: [] as number[], cpu: [] as number[] }))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, { writer }] of writers.entries()) {
      const state = seen[index]
      if (state === undefined) continue
      const { last, rate, cpuMicroseconds } = await measure(writer, state.last, seconds)
      state.last = last
      state.rates.push(rate)
      state.cpu.push(cpuMicroseconds)
    }
  }
  for (const [index, { name }] of writers.entries()) {
    const { rates = [], cpu = [] } = seen[index] ?? {}
    process.stdout.write(`${name}: ${Math.round(median(rates))} writes/s, ${Math.round(median(cpu))} µs CPU a write\n`)
  }
  full.close()
  normal.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
