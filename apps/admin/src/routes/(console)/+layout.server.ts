import { redirect } from '@sveltejs/kit'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { signInPath } from '#lib/server/sign-in-path.ts'
import type { LayoutServerLoad } from './$types'

const Shell = graphql(`
  query Shell {
    viewer { name admin { email } permissions grants { role tenant { slug name } } }
    tenants(first: 50) { nodes { slug name } pageInfo { hasNextPage } }
  }
`)

const Anyone = graphql(`query Anyone { viewer { name } setup { firstOwnerNeeded } }`)

export const load: LayoutServerLoad = async (event) => {
  const { viewer, setup } = await request(event, Anyone, {})
  if (setup.firstOwnerNeeded) redirect(303, '/setup')
  if (viewer === null) redirect(303, signInPath(event.url))
  const shell = await request(event, Shell, {})
  return {
    viewer: {
      name: viewer.name,
      email: shell.viewer?.admin?.email ?? '',
      permissions: shell.viewer?.permissions ?? [],
      grants: shell.viewer?.grants ?? [],
    },
    tenants: shell.tenants?.nodes ?? [],
  }
}
