import {
  type AdminRow,
  type ApiKeyRow,
  INSTANCE,
  listAdmins as listAdminRows,
  listApiKeys as listApiKeyRows,
} from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { type Connection, type PageArgs, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'

const notCounted = () => null

/** Admins with a role in the scope, in order of e-mail address. */
export async function listAdmins(
  { operation }: ApiContext,
  scope: string,
  args: PageArgs,
): Promise<Connection<AdminRow>> {
  const page = toPage(args, ['string'])
  const rows = await operation.store.read(INSTANCE, (db) => listAdminRows(db, scope, page))
  return toConnection<AdminRow, AdminRow>(page, rows, (row) => [row.email_key], toPlainEdge, notCounted)
}

/** API keys with a role in the scope, the newest first. */
export async function listApiKeys(
  { operation }: ApiContext,
  scope: string,
  args: PageArgs,
): Promise<Connection<ApiKeyRow>> {
  const page = toPage(args, ['string'])
  const rows = await operation.store.read(INSTANCE, (db) => listApiKeyRows(db, scope, page))
  return toConnection<ApiKeyRow, ApiKeyRow>(page, rows, (row) => [row.id], toPlainEdge, notCounted)
}
