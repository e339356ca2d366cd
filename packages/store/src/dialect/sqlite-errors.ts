import { StoreUnavailableError, UniqueViolationError } from '../errors.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

export const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY')

const UNAVAILABLE = ['SQLITE_BUSY', 'SQLITE_FULL', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_LOCKED']

/**
 * Driver codes become our errors, here only. SQLite names columns (`UNIQUE constraint failed: tenant.slug`) where PostgreSQL names the index:
 * the columns are looked up in a table so that both say the same.
 */
export function translateSqliteError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const columns = (error as Error).message.replace(/^.*constraint failed: /, '')
    return new UniqueViolationError(CONSTRAINTS[columns] ?? columns, { cause: error })
  }
  if (UNAVAILABLE.some((prefix) => code.startsWith(prefix))) {
    return new StoreUnavailableError('the database cannot take the write now', { cause: error })
  }
  return error
}

const prefixed = (table: string, columns: readonly string[]) => columns.map((column) => `${table}.${column}`).join(', ')

const CONSTRAINTS: Readonly<Record<string, string>> = {
  [prefixed('tenant', ['slug'])]: 'tenant_slug_key',
  [prefixed('organisation', ['tenant_id', 'name'])]: 'organisation_name_key',
  [prefixed('directory', ['tenant_id', 'slug'])]: 'directory_slug_key',
  [prefixed('admin', ['email_key'])]: 'admin_email_key',
  [prefixed('scim_resource', ['tenant_id', 'directory_id', 'type', 'name_key', 'name_tie'])]: 'scim_resource_name_key',
  [prefixed('scim_resource', ['tenant_id', 'directory_id', 'type', 'external_id'])]: 'scim_resource_external_id_key',
  [prefixed('scim_unique', ['tenant_id', 'directory_id', 'type', 'path', 'value_key'])]: 'scim_unique_pkey',
}
