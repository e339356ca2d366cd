import type { Migration } from 'kysely/migration'
import { init } from './0001-init.ts'

/** Every migration by name, in order. A static list, so that it bundles. Released ones are frozen. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-init': init,
}
