import { OutcomeUnknownError, StoreUnavailableError, UniqueViolationError } from '../errors.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY')

const UNAVAILABLE = [
  'SQLITE_BUSY',
  'SQLITE_FULL',
  'SQLITE_IOERR',
  'SQLITE_CANTOPEN',
  'SQLITE_READONLY',
  'SQLITE_LOCKED',
  'SQLITE_INTERRUPT',
]

/**
 * Driver codes become our errors, here only. SQLite names columns (`UNIQUE constraint failed: tenant.slug`) where PostgreSQL names the index:
 * the name is put together from the columns, as the migrations do it, so that both say the same.
 */
export function translateSqliteError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const columns = (error as Error).message.replace(/^.*constraint failed: /, '')
    return new UniqueViolationError(constraintOf(columns, code === 'SQLITE_CONSTRAINT_PRIMARYKEY'), { cause: error })
  }
  if (UNAVAILABLE.some((prefix) => code.startsWith(prefix))) {
    return new StoreUnavailableError('the database cannot take the write now', { cause: error })
  }
  return error
}

/**
 * The failure of a commit. After a failed write or sync (SQLITE_IOERR) what was written may be whole on the disk, and a restart would find it there; a
 * full disk or a lock leaves a log without its last frame, which is no commit.
 */
export const translateCommitError = (error: unknown): unknown =>
  codeOf(error).startsWith('SQLITE_IOERR')
    ? new OutcomeUnknownError('the disk failed during a commit', { cause: error })
    : translateSqliteError(error)

/** `directory.tenant_id, directory.slug` is directory_slug_key: the table, then the columns that tell rows of one tenant apart. */
function constraintOf(columns: string, primaryKey: boolean): string {
  const [table = ''] = columns.split('.', 1)
  if (primaryKey) return `${table}_pkey`
  const names = columns.split(', ').map((column) => column.slice(table.length + 1))
  const telling = names.filter((name) => !SHARED.has(name)).join('_')
  return telling.endsWith('_key') ? `${table}_${telling}` : `${table}_${telling}_key`
}

/** Columns that index names leave out: where a row lives, and what only breaks ties. */
const SHARED = new Set(['tenant_id', 'directory_id', 'type', 'name_tie'])
