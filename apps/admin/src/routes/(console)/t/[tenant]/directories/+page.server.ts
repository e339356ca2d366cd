import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const Directories = graphql(`
  query Directories($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $slug) {
      directories(first: $first, after: $after, last: $last, before: $before) {
        nodes { slug name preset status validToken lastRequestAt userCount groupCount }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, Directories, { slug: event.params.tenant, ...pageOf(event.url) })
  return { directories: tenant?.directories ?? null }
}
