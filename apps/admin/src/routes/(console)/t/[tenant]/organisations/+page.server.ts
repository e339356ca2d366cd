import { failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const Organisations = graphql(`
  query Organisations($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $tenant) {
      organisations(first: $first, after: $after, last: $last, before: $before) {
        nodes { id name version createdAt }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
      directories(first: 50) { nodes { slug name organisation { id } } }
    }
  }
`)

const Create = graphql(`
  mutation CreateOrganisation($input: CreateOrganisationInput!) {
    createOrganisation(input: $input) { organisation { name } userErrors { path code message } }
  }
`)

const Update = graphql(`
  mutation UpdateOrganisation($input: UpdateOrganisationInput!) {
    updateOrganisation(input: $input) { organisation { name } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, Organisations, { tenant: event.params.tenant, ...pageOf(event.url) })
  return {
    organisations: tenant?.organisations ?? null,
    directories: tenant?.directories?.nodes ?? [],
    idempotencyKey: crypto.randomUUID(),
  }
}

export const actions: Actions = {
  create: async (event) => {
    const form = await event.request.formData()
    const input = {
      tenantId: textOf(form, 'tenantId'),
      name: textOf(form, 'name'),
      idempotencyKey: optionalTextOf(form, 'idempotencyKey'),
    }
    const { createOrganisation: payload } = await request(event, Create, { input })
    const errors = toFormErrors(payload?.userErrors ?? [], ['name'])
    if (errors !== undefined) return failure(errors, form, 'create')
    if (!payload?.organisation) return failure(UNANSWERED, form, 'create')
    return { done: `${payload.organisation.name} is created.` }
  },

  rename: async (event) => {
    const form = await event.request.formData()
    const input = {
      id: textOf(form, 'id'),
      name: textOf(form, 'name'),
      expectedVersion: Number(textOf(form, 'version')),
    }
    const { updateOrganisation: payload } = await request(event, Update, { input })
    const errors = toFormErrors(payload?.userErrors ?? [], ['name'])
    if (errors !== undefined) return failure(errors, form, 'rename')
    if (!payload?.organisation) return failure(UNANSWERED, form, 'rename')
    return { done: `It is called ${payload.organisation.name} now.` }
  },
}
