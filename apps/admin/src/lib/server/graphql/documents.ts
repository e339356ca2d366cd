import { initGraphQLTada } from 'gql.tada'
import type { introspection } from '../../../../.svelte-kit/graphql-schema.d.ts'

/** Writes a typed GraphQL document. The types come from the API's published schema; nothing is generated per query. */
export const graphql = initGraphQLTada<{
  introspection: introspection
  scalars: { Instant: string; JSON: unknown }
  disableMasking: true
}>()
