import type { Database } from 'better-sqlite3'

const MAX_BATCH = 64

/** Writes that arrive while a commit is on its way share the next one, a savepoint each; nobody is answered before the disk has it. */
export class SharedCommit {
  readonly #begin
  readonly #commit
  readonly #savepoint
  readonly #release
  readonly #rollback
  #jobs: (() => () => void)[] = []
  #scheduled = false

  constructor(db: Database) {
    this.#begin = db.prepare('begin immediate')
    this.#commit = db.prepare('commit')
    this.#savepoint = db.prepare('savepoint job')
    this.#release = db.prepare('release job')
    this.#rollback = db.prepare('rollback to job')
  }

  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#jobs.push(() => {
        this.#savepoint.run()
        try {
          const value = work()
          this.#release.run()
          return () => resolve(value)
        } catch (error) {
          this.#rollback.run()
          this.#release.run()
          return () => reject(error)
        }
      })
      if (this.#scheduled) return
      this.#scheduled = true
      setImmediate(() => this.#runBatch())
    })
  }

  #runBatch(): void {
    const jobs = this.#jobs.splice(0, MAX_BATCH)
    this.#begin.run()
    const answers = jobs.map((job) => job())
    this.#commit.run()
    for (const answer of answers) answer()
    this.#scheduled = this.#jobs.length > 0
    if (this.#scheduled) setImmediate(() => this.#runBatch())
  }
}
