import { error } from '@sveltejs/kit'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { LayoutServerLoad } from './$types'

const DirectoryShell = graphql(`
  query DirectoryShell($tenant: String!, $directory: String!) {
    tenant(slug: $tenant) {
      directory(slug: $directory) {
        id
        databaseId
        slug
        name
        preset
        status
        organisation { id name }
        scimBaseUrl
        sharedScimBaseUrl
        rolePrefix
        rolePrefixCaseExact
        unresolvedMembers
        validToken
        lastRequestAt
        userCount
        groupCount
        version
        createdAt
      }
    }
  }
`)

export const load: LayoutServerLoad = async (event) => {
  event.depends('rollcall:live')
  const { tenant } = await request(event, DirectoryShell, {
    tenant: event.params.tenant,
    directory: event.params.directory,
  })
  if (!tenant?.directory) error(404, 'No such directory.')
  return { directory: tenant.directory }
}
