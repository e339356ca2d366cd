import { error } from '@sveltejs/kit'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { LayoutServerLoad } from './$types'

const TenantShell = graphql(`
  query TenantShell($slug: String!) {
    tenant(slug: $slug) {
      id
      slug
      name
      version
      viewerPermissions
      directories(first: 50) { nodes { id slug name } }
    }
  }
`)

export const load: LayoutServerLoad = async (event) => {
  const { tenant } = await request(event, TenantShell, { slug: event.params.tenant })
  if (tenant === null) error(404, 'No such tenant.')
  const { viewerPermissions, directories, ...facts } = tenant
  return { tenant: { ...facts, permissions: viewerPermissions, directories: directories?.nodes ?? [] } }
}
