import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import {
  type BackupSummary,
  migrations,
  type OpenedStore,
  refuseUnlessCurrent,
  restoreBackup,
  StoreSetupError,
  writeBackup,
} from '@rollcall/store'
import { Command } from 'commander'
import { print, withDatabase } from './with-runtime.ts'

/** `backup` and `restore`. */
export function backupCommands(): Command[] {
  const backup = new Command('backup')
    .description('copy the whole database into one file, while the server runs; the secret key is not in it')
    .requiredOption('--to <file>', 'file to write (gzip)')
    .option('--json', 'print one JSON object')
    .action((options: { to: string; json?: boolean }) =>
      withDatabase({ create: false }, async (opened) => {
        const { rows, digest } = await backUp(opened, options.to)
        print({ file: options.to, rows, digest }, options)
      }),
    )
  const restore = new Command('restore')
    .description('put a backup into a new, empty database (SQLite or PostgreSQL, whichever it was taken from)')
    .requiredOption('--from <file>', 'file that backup wrote')
    .option('--json', 'print one JSON object')
    .action((options: { from: string; json?: boolean }) =>
      withDatabase({ create: true }, async (opened) => {
        const { rows, digest } = await restoreBackup(opened, () => linesOf(options.from))
        print({ file: options.from, rows, digest }, options)
      }),
    )
  return [backup, restore]
}

/** Writes beside the target, syncs, verifies what lies on disk, and only then gives it its name. */
async function backUp(opened: OpenedStore, target: string): Promise<BackupSummary> {
  await refuseUnlessCurrent(opened)
  const partial = `${target}.partial`
  try {
    // One that an interrupted backup left may be open to others, and would keep its mode.
    await rm(partial, { force: true })
    const summary = await opened.snapshot(async (db) => {
      let written: BackupSummary | undefined
      const facts = { takenAt: new Date().toISOString(), migrations: Object.keys(migrations) }
      const lines = writeBackup(db, facts, (end) => {
        written = end
      })
      await pipeline(Readable.from(lines), createGzip(), createWriteStream(partial, { mode: 0o600 }))
      return written as BackupSummary
    })
    await syncFile(partial)
    await rename(partial, target)
    return summary
  } catch (error) {
    await rm(partial, { force: true })
    throw toSetupError(error, target)
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const unzipped = file.pipe(createGunzip())
  unzipped.setEncoding('utf8')
  file.on('error', (error) => unzipped.destroy(error))
  let rest = ''
  try {
    for await (const chunk of unzipped) {
      const lines = `${rest}${chunk}`.split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    if (rest !== '') yield rest
  } catch (error) {
    throw toSetupError(error, path)
  } finally {
    file.destroy()
  }
}

function toSetupError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return /^(E[A-Z]+|Z_[A-Z_]+)$/.test(code)
    ? new StoreSetupError(`The file ${path} cannot be used: ${(error as Error).message}.`, { cause: error })
    : error
}
