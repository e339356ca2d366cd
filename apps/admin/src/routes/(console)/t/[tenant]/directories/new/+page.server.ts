import { redirect } from '@sveltejs/kit'
import { DIRECTORY_PRESETS, type DirectoryPreset } from '#lib/directories.ts'
import { choiceOf, failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const NewDirectory = graphql(`
  query NewDirectory($slug: String!) {
    tenant(slug: $slug) { organisations(first: 200) { nodes { id name } } }
  }
`)

const CreateDirectory = graphql(`
  mutation CreateDirectory($input: CreateDirectoryInput!) {
    createDirectory(input: $input) { directory { slug } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, NewDirectory, { slug: event.params.tenant })
  return { organisations: tenant?.organisations?.nodes ?? [], idempotencyKey: crypto.randomUUID() }
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const input = {
      tenantId: textOf(form, 'tenantId'),
      name: textOf(form, 'name'),
      slug: textOf(form, 'slug'),
      preset: choiceOf(form, 'preset', DIRECTORY_PRESETS as [DirectoryPreset, ...DirectoryPreset[]]),
      organisationId: optionalTextOf(form, 'organisationId'),
      rolePrefix: optionalTextOf(form, 'rolePrefix'),
      idempotencyKey: optionalTextOf(form, 'idempotencyKey'),
    }
    const { createDirectory } = await request(event, CreateDirectory, { input })
    const errors = toFormErrors(createDirectory?.userErrors ?? [], [
      'name',
      'slug',
      'preset',
      'organisationId',
      'rolePrefix',
    ])
    if (errors !== undefined) return failure(errors, form)
    if (!createDirectory?.directory) return failure(UNANSWERED, form)
    redirect(303, `/t/${event.params.tenant}/directories/${createDirectory.directory.slug}`)
  },
}
