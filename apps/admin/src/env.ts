import { defineEnvVars } from '@sveltejs/kit/env'

export const variables = defineEnvVars({
  GRAPHQL_URL: {
    description: 'Where the GraphQL API is, when the console runs in a process of its own: https://host/graphql',
    schema: (value) => {
      if (value !== undefined && !URL.canParse(value)) throw new Error('GRAPHQL_URL must be a full URL')
      return value
    },
  },
})
