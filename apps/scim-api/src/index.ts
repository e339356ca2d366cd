/** The public surface of scim-api: named re-exports only. */
export { createScimApi, type ScimApiOptions } from './scim-api.ts'
