import { choiceOf, failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request, requestWithProblems } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const Policy = graphql(`
  query Policy($tenant: String!, $directory: String!) {
    tenant(slug: $tenant) {
      organisations(first: 200) { nodes { id name } }
      directory(slug: $directory) { id rolePrefix rolePrefixCaseExact roles { name groupCount peopleCount } }
    }
  }
`)

const Preview = graphql(`
  query PreviewRolePrefix($directoryId: ID!, $prefix: String!, $caseExact: Boolean!) {
    previewRolePrefix(directoryId: $directoryId, prefix: $prefix, caseExact: $caseExact) {
      groupCount
      peopleCount
      groups { role group { scimId displayName memberCount } }
      gaining { peopleCount sample { role user { scimId displayName userName } } }
      losing { peopleCount sample { role user { scimId displayName userName } } }
    }
  }
`)

const UpdateDirectory = graphql(`
  mutation UpdateDirectory($input: UpdateDirectoryInput!) {
    updateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { tenant } = await request(event, Policy, event.params)
  const directory = tenant?.directory
  const { searchParams } = event.url
  const asked = searchParams.get('prefix')
  const prefix = asked ?? directory?.rolePrefix ?? ''
  const caseExact = asked === null ? (directory?.rolePrefixCaseExact ?? false) : searchParams.has('caseExact')
  const changed = prefix !== (directory?.rolePrefix ?? '') || caseExact !== directory?.rolePrefixCaseExact
  const preview =
    directory && asked !== null && changed
      ? await requestWithProblems(event, Preview, { directoryId: directory.id, prefix, caseExact })
      : undefined
  return {
    organisations: tenant?.organisations?.nodes ?? [],
    roles: directory?.roles ?? [],
    prefix,
    caseExact,
    preview: preview?.data.previewRolePrefix ?? null,
    previewProblem: preview?.problems[0]?.message,
  }
}

type Event = Parameters<Actions[string]>[0]

async function update(event: Event, form: FormData, about: string, changes: Record<string, unknown>, done: string) {
  const input = { id: textOf(form, 'id'), expectedVersion: Number(textOf(form, 'version')), ...changes }
  const { updateDirectory: payload } = await request(event, UpdateDirectory, { input })
  const errors = toFormErrors(payload?.userErrors ?? [], ['name', 'rolePrefix', 'organisationId', 'unresolvedMembers'])
  if (errors !== undefined) return failure(errors, form, about)
  if (!payload?.directory) return failure(UNANSWERED, form, about)
  return { done }
}

export const actions: Actions = {
  prefix: async (event) => {
    const form = await event.request.formData()
    const changes = { rolePrefix: textOf(form, 'prefix'), rolePrefixCaseExact: form.has('caseExact') }
    return await update(event, form, 'prefix', changes, 'The role prefix is saved.')
  },

  directory: async (event) => {
    const form = await event.request.formData()
    const changes = {
      name: textOf(form, 'name'),
      organisationId: optionalTextOf(form, 'organisationId'),
      unresolvedMembers: choiceOf(form, 'unresolvedMembers', ['KEEP', 'ATTACH', 'REJECT']),
    }
    return await update(event, form, 'directory', changes, 'The directory is saved.')
  },
}
