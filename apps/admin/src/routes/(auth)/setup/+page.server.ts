import { redirect } from '@sveltejs/kit'
import { failure, secretOf, textOf, toFormErrors } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const SetupPage = graphql(`
  query SetupPage($code: String!, $hasCode: Boolean!) {
    setup { firstOwnerNeeded }
    invitation(code: $code) @include(if: $hasCode) { email name expiresAt }
  }
`)

const CreateFirstOwner = graphql(`
  mutation CreateFirstOwner($input: CreateFirstOwnerInput!) {
    createFirstOwner(input: $input) { userErrors { path code message } }
  }
`)

const CompleteSetup = graphql(`
  mutation CompleteSetup($input: CompleteSetupInput!) {
    completeSetup(input: $input) { userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const code = event.url.searchParams.get('code') ?? ''
  const { setup, invitation } = await request(event, SetupPage, { code, hasCode: code !== '' })
  return { code, firstOwnerNeeded: setup.firstOwnerNeeded, invitation: invitation ?? null }
}

export const actions: Actions = {
  owner: async (event) => {
    const form = await event.request.formData()
    const input = {
      code: textOf(form, 'code'),
      email: textOf(form, 'email'),
      name: textOf(form, 'name'),
      password: secretOf(form, 'password'),
    }
    const { createFirstOwner } = await request(event, CreateFirstOwner, { input })
    const errors = toFormErrors(createFirstOwner?.userErrors ?? [], ['code', 'email', 'name', 'password'])
    if (errors !== undefined) return failure(errors, form)
    redirect(303, '/')
  },

  invited: async (event) => {
    const form = await event.request.formData()
    const input = { code: event.url.searchParams.get('code') ?? '', password: secretOf(form, 'password') }
    const { completeSetup } = await request(event, CompleteSetup, { input })
    const errors = toFormErrors(completeSetup?.userErrors ?? [], ['password'])
    if (errors !== undefined) return failure(errors, form)
    redirect(303, '/')
  },
}
