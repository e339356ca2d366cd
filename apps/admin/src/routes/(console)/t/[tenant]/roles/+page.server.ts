import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { PageServerLoad } from './$types'

const Roles = graphql(`
  query Roles($tenant: String!) {
    tenant(slug: $tenant) {
      directories(first: 20) {
        nodes {
          slug
          name
          rolePrefix
          rolePrefixCaseExact
          roles { name groupCount peopleCount groups { scimId displayName memberCount } }
        }
      }
    }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, Roles, { tenant: event.params.tenant })
  return { directories: tenant?.directories?.nodes ?? [] }
}
