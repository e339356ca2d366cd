/** The public surface of scim-api: named re-exports only. */
export { type AnsweredExchange, createScimApi, type ScimApiOptions } from './scim-api.ts'
