import { isHttpError, redirect } from '@sveltejs/kit'
import { failure, secretOf, textOf, toFormErrors } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { toReturnPath } from '#lib/server/return-path.ts'
import type { Actions, PageServerLoad } from './$types'

const SignInPage = graphql(`query SignInPage { setup { firstOwnerNeeded } viewer { name } }`)

const SignIn = graphql(`
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) { viewer { name } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { setup, viewer } = await request(event, SignInPage, {})
  if (viewer) redirect(303, toReturnPath(event.url.searchParams.get('return'), event.url))
  if (setup.firstOwnerNeeded) redirect(303, '/setup')
}

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData()
    const email = textOf(form, 'email')
    const password = secretOf(form, 'password')
    if (email === '' || password === '') return failure({ form: 'Enter your e-mail address and your password.' }, form)
    const answer = await request(event, SignIn, { input: { email, password } }).catch((error: unknown) => {
      // How long to wait is said beside the form, which keeps the address.
      if (isHttpError(error, 429)) return error.body.message
      throw error
    })
    if (typeof answer === 'string') return failure({ form: answer }, form)
    const { signIn } = answer
    const errors = toFormErrors(signIn?.userErrors ?? [], [])
    if (errors !== undefined) return failure(errors, form)
    redirect(303, toReturnPath(event.url.searchParams.get('return'), event.url))
  },
}
