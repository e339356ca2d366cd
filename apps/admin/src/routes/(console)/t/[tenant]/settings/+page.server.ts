import { failure, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const TenantSettings = graphql(`query TenantSettings($slug: String!) { tenant(slug: $slug) { createdAt } }`)

const UpdateTenant = graphql(`
  mutation UpdateTenant($input: UpdateTenantInput!) {
    updateTenant(input: $input) { tenant { name } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, TenantSettings, { slug: event.params.tenant })
  return { createdAt: tenant?.createdAt ?? null }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const input = {
      id: textOf(form, 'id'),
      name: textOf(form, 'name'),
      expectedVersion: Number(textOf(form, 'version')),
    }
    const { updateTenant: payload } = await request(event, UpdateTenant, { input })
    const errors = toFormErrors(payload?.userErrors ?? [], ['name'])
    if (errors !== undefined) return failure(errors, form)
    if (!payload?.tenant) return failure(UNANSWERED, form)
    return { done: `The tenant is called ${payload.tenant.name} now.` }
  },
}
