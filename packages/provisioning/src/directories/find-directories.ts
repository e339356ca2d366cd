import {
  type DirectoryRow,
  getDirectoryOfAnyTenant,
  getDirectory as getDirectoryRow,
  INSTANCE,
  listDirectories as listDirectoryRows,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** Throws NotFoundError. */
export const getDirectory = (ctx: OperationContext, tenantId: string, id: string): Promise<DirectoryRow> =>
  ctx.store.read(tenantId, (db) => getDirectoryRow(db, tenantId, id))

/** For the command line, where an id alone names a directory. Throws NotFoundError. */
export const findDirectoryById = (ctx: OperationContext, id: string): Promise<DirectoryRow> =>
  ctx.store.read(INSTANCE, (db) => getDirectoryOfAnyTenant(db, id))

export const listDirectories = (ctx: OperationContext, tenantId: string): Promise<DirectoryRow[]> =>
  ctx.store.read(tenantId, (db) => listDirectoryRows(db, tenantId))
