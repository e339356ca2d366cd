/** The public surface of admin-api: named re-exports only. */
export { createAdminApi } from './yoga.ts'
