import { directoryVariables } from '#lib/server/directory-filter.ts'
import { requestWithProblems } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { PageServerLoad } from './$types'

const GroupRows = graphql(`
  fragment GroupRows on GroupConnection {
    nodes { scimId displayName memberCount updatedAt grantedRole { name } directory { slug name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`)

const Groups = graphql(
  `
    query Groups(
      $tenant: String!, $directory: String!, $one: Boolean!
      $first: Int, $after: String, $last: Int, $before: String
      $filter: GroupFilter, $scimFilter: String, $orderBy: ResourceOrder
    ) {
      tenant(slug: $tenant) {
        groups(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy)
          @skip(if: $one) { ...GroupRows }
        directory(slug: $directory) @include(if: $one) {
          groups(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy) {
            ...GroupRows
          }
        }
      }
    }
  `,
  [GroupRows],
)

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url
  const search = searchParams.get('q')?.trim() ?? ''
  const scimFilter = searchParams.get('filter')?.trim() ?? ''
  const sort = searchParams.get('sort') === 'newest' ? 'newest' : 'name'
  const directory = searchParams.get('directory') ?? ''
  const { data, problems } = await requestWithProblems(event, Groups, {
    tenant: event.params.tenant,
    ...directoryVariables(directory),
    ...pageOf(event.url),
    filter: search === '' ? {} : { search },
    scimFilter: scimFilter || null,
    orderBy: sort === 'newest' ? { field: 'CREATED', direction: 'DESC' } : { field: 'NAME', direction: 'ASC' },
  })
  return {
    groups: data.tenant?.groups ?? data.tenant?.directory?.groups ?? null,
    problem: problems[0]?.message,
    filter: { search, scimFilter, sort, directory },
  }
}
