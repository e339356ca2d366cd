import { graphql } from './documents.ts'

/** What lists of admins show. */
export const AdminRows = graphql(`
  fragment AdminRows on AdminConnection {
    nodes { id email name state createdAt grants { role tenant { slug name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`)

/** What lists of API keys show. */
export const ApiKeyRows = graphql(`
  fragment ApiKeyRows on ApiKeyConnection {
    nodes { id name lastFour state createdAt expiresAt revokedAt lastUsedAt grants { role tenant { slug name } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`)
