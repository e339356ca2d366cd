import { redirect } from '@sveltejs/kit'
import { failure, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const Tenants = graphql(`
  query Tenants($first: Int, $after: String, $last: Int, $before: String, $search: String) {
    viewer { permissions }
    tenants(first: $first, after: $after, last: $last, before: $before, filter: { search: $search }) {
      nodes {
        slug
        name
        userCount
        groupCount
        directories(first: 20) { nodes { status preset validToken lastRequestAt } }
      }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      totalCount
    }
  }
`)

const CreateTenant = graphql(`
  mutation CreateTenant($input: CreateTenantInput!) {
    createTenant(input: $input) { tenant { slug } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const search = event.url.searchParams.get('q')
  const { viewer, tenants } = await request(event, Tenants, { ...pageOf(event.url, 20), search: search || null })
  const mayCreate = viewer?.permissions.includes('TENANT_CREATE') ?? false
  const [only] = tenants?.nodes ?? []
  // An admin of one tenant has nothing to choose here.
  if (!mayCreate && only !== undefined && tenants?.nodes.length === 1 && event.url.search === '')
    redirect(303, `/t/${only.slug}`)
  return { tenants, mayCreate, search: search ?? '', idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData()
    const input = {
      name: textOf(form, 'name'),
      slug: textOf(form, 'slug'),
      idempotencyKey: textOf(form, 'idempotencyKey') || null,
    }
    const { createTenant } = await request(event, CreateTenant, { input })
    const errors = toFormErrors(createTenant?.userErrors ?? [], ['name', 'slug'])
    if (errors !== undefined) return failure(errors, form)
    if (!createTenant?.tenant) return failure(UNANSWERED, form)
    redirect(303, `/t/${createTenant.tenant.slug}`)
  },
}
