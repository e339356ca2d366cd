import { chmodSync, closeSync, existsSync, mkdirSync, openSync, type Stats, statSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { StoreSetupError } from '../errors.ts'

const FOLDER_MODE = 0o700
const FILE_MODE = 0o600
const OF_OTHERS = 0o077

/** One level at a time: Node's recursive mkdir never returns where the system answers ENOENT for ever, as under /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  try {
    mkdirSync(path, { mode: FOLDER_MODE })
  } catch (error) {
    // Another process was faster.
    if (!existsSync(path)) throw error
  }
}

/** Makes the folder and the empty file where they are missing, for this account alone. */
export function makeDatabaseFile(path: string): void {
  makeFolder(dirname(path))
  makePrivate(path)
}

/** An empty file for this account alone, whatever the umask; SQLite gives its log the mode of the file. One that is there becomes so. */
export function makePrivate(path: string): void {
  try {
    // Exclusively: a descriptor of a file that is in use would, when it is closed, end the locks of this whole process on it.
    closeSync(openSync(path, 'wx', FILE_MODE))
  } catch {
    // It is there already; or it cannot be made, which SQLite says in words of its own when it opens it.
    keepPrivate(path)
  }
}

/** Takes from others what an older version, or a copy by hand, let them read. A file of another account stays as it is; `rollcall doctor` says so. */
function keepPrivate(path: string): void {
  for (const file of filesOpenToOthers(path)) {
    try {
      chmodSync(file, FILE_MODE)
    } catch {
      // Not ours to change.
    }
  }
}

/** The file of a database and those that SQLite keeps beside it. */
const filesOf = (path: string) => [path, `${path}-wal`, `${path}-shm`]

/** Those of them that other accounts of this machine may read or write. Empty where modes mean nothing. */
export function filesOpenToOthers(path: string): string[] {
  if (process.platform === 'win32') return []
  return filesOf(path).filter((file) => {
    const stats = statSync(file, { throwIfNoEntry: false })
    return stats?.isFile() === true && (stats.mode & OF_OTHERS) !== 0
  })
}

/** Throws StoreSetupError unless there is a database of Rollcall, of any version. Makes and changes nothing. */
export function refuseUnlessDatabase(path: string): void {
  const stats = look(path)
  if (stats === undefined) throw new StoreSetupError(`There is no database at ${path}. ${WAYS}`)
  if (!stats.isFile()) throw new StoreSetupError(`There is no database at ${path}: it is not a file. ${WAYS}`)
  if (stats.size === 0) throw new StoreSetupError(`There is no database at ${path}: the file is empty. ${WAYS}`)
  if (!hasMigrations(path)) {
    throw new StoreSetupError(`The database at ${path} is not migrated: it has no tables of Rollcall. ${WAYS}`)
  }
}

const WAYS = '"rollcall migrate" makes one, and so does the start of the server; DATABASE_URL says where it is.'

function look(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new StoreSetupError(`The database file ${path} cannot be looked at: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}

function hasMigrations(path: string): boolean {
  try {
    // Not a read-only handle: that leaves an empty log beside the file.
    const handle = new BetterSqlite3(path, { fileMustExist: true })
    try {
      handle.pragma('query_only = on')
      return handle.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get() !== undefined
    } finally {
      handle.close()
    }
  } catch (error) {
    throw new StoreSetupError(`The file ${path} cannot be read as a database: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}
