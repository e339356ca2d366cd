import SchemaBuilder from '@pothos/core'
import { createYoga } from 'graphql-yoga'

const builder = new SchemaBuilder({})
builder.queryType({
  fields: (t) => ({
    health: t.string({ description: 'Answers "ok" when the API does.', nullable: false, resolve: () => 'ok' }),
  }),
})

/** The GraphQL API as a request handler for Node's http and Express. */
export function createAdminApi() {
  return createYoga({ schema: builder.toSchema(), graphqlEndpoint: '/', landingPage: false, logging: false })
}
