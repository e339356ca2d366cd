import { fail, type RequestEvent, redirect } from '@sveltejs/kit'
import { failure, secretOf, textOf, toFormErrors } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { setupCodeOf } from '#lib/setup-code.ts'
import type { Actions, PageServerLoad } from './$types'

const SetupPage = graphql(`query SetupPage { setup { firstOwnerNeeded } }`)

const SetupInvitation = graphql(`
  query SetupInvitation($code: String!) { invitation(code: $code) { email name expiresAt } }
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
  // Links of earlier releases carried the code where proxies write it down; it goes where they cannot see it.
  const former = event.url.searchParams.get('code')
  if (former !== null) redirect(303, `/setup#${encodeURIComponent(setupCodeOf(former))}`)
  const { setup } = await request(event, SetupPage, {})
  return { firstOwnerNeeded: setup.firstOwnerNeeded }
}

/** What a code opens. It is shown on the page that was asked for it, and never in an address. */
async function open(event: RequestEvent, code: string) {
  const { invitation } = await request(event, SetupInvitation, { code })
  return { code, invitation: invitation ?? null }
}

export const actions: Actions = {
  open: async (event) => {
    const code = setupCodeOf(textOf(await event.request.formData(), 'code'))
    return { opened: await open(event, code) }
  },

  owner: async (event) => {
    const form = await event.request.formData()
    const input = {
      code: setupCodeOf(textOf(form, 'code')),
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
    const code = textOf(form, 'code')
    const { completeSetup } = await request(event, CompleteSetup, {
      input: { code, password: secretOf(form, 'password') },
    })
    const errors = toFormErrors(completeSetup?.userErrors ?? [], ['password'])
    if (errors !== undefined) return fail(422, { errors, opened: await open(event, code) })
    redirect(303, '/')
  },
}
