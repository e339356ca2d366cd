import { failure, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { AuditEventRow } from '#lib/server/graphql/audit-event.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const DirectorySummary = graphql(
  `
    query DirectorySummary($tenant: String!, $directory: String!) {
      tenant(slug: $tenant) {
        directory(slug: $directory) {
          recent: auditEvents(first: 6) { nodes { ...AuditEventRow } }
        }
      }
    }
  `,
  [AuditEventRow],
)

const Activate = graphql(`
  mutation ActivateDirectory($input: ActivateDirectoryInput!) {
    activateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`)

const Deactivate = graphql(`
  mutation DeactivateDirectory($input: DeactivateDirectoryInput!) {
    deactivateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  event.depends('rollcall:live')
  const { tenant } = await request(event, DirectorySummary, {
    tenant: event.params.tenant,
    directory: event.params.directory,
  })
  return { recent: tenant?.directory?.recent?.nodes ?? [] }
}

export const actions: Actions = {
  activate: async (event) => {
    const form = await event.request.formData()
    const { activateDirectory: payload } = await request(event, Activate, { input: { id: textOf(form, 'id') } })
    const errors = toFormErrors(payload?.userErrors ?? [], [])
    if (errors !== undefined) return failure(errors, form)
    if (!payload?.directory) return failure(UNANSWERED, form)
    return { done: `${payload.directory.name} is active.` }
  },

  deactivate: async (event) => {
    const form = await event.request.formData()
    const { deactivateDirectory: payload } = await request(event, Deactivate, { input: { id: textOf(form, 'id') } })
    const errors = toFormErrors(payload?.userErrors ?? [], [])
    if (errors !== undefined) return failure(errors, form)
    if (!payload?.directory) return failure(UNANSWERED, form)
    return { done: `${payload.directory.name} is inactive.` }
  },
}
