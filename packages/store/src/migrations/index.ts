import type { Migration } from 'kysely/migration'
import { init } from './0001-init.ts'
import { policy } from './0002-policy.ts'
import { operations } from './0003-operations.ts'
import { index } from './0004-index.ts'
import { reservedPaths } from './0005-reserved-paths.ts'
import { admins } from './0006-admins.ts'

/** Every migration by name, in order. A static list, so that it bundles. Released ones are frozen. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-init': init,
  '0002-policy': policy,
  '0003-operations': operations,
  '0004-index': index,
  '0005-reserved-paths': reservedPaths,
  '0006-admins': admins,
}
