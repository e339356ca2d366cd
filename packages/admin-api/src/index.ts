/** The public surface of admin-api: named re-exports only. */
export { type AdminApi, type AdminApiOptions, createAdminApi } from './admin-api.ts'
