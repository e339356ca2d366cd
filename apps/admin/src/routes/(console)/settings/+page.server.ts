import { failure, secretOf, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { Actions, PageServerLoad } from './$types'

const Account = graphql(`
  query Account { viewer { sessions { id current userAgent createdAt lastSeenAt expiresAt } } }
`)

const ChangePassword = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) { userErrors { path code message } }
  }
`)

const RevokeSession = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) { session { id } userErrors { path code message } }
  }
`)

export const load: PageServerLoad = async (event) => {
  const { viewer } = await request(event, Account, {})
  return { sessions: viewer?.sessions ?? [] }
}

export const actions: Actions = {
  password: async (event) => {
    const form = await event.request.formData()
    const newPassword = secretOf(form, 'newPassword')
    const input = { currentPassword: secretOf(form, 'currentPassword'), newPassword }
    const { changePassword: payload } = await request(event, ChangePassword, { input })
    const errors = toFormErrors(payload?.userErrors ?? [], ['currentPassword', 'newPassword'])
    if (errors !== undefined) return failure(errors, form, 'password')
    if (!payload) return failure(UNANSWERED, form, 'password')
    return { done: 'Your password is changed.' }
  },

  session: async (event) => {
    const form = await event.request.formData()
    const { revokeSession: payload } = await request(event, RevokeSession, { input: { id: textOf(form, 'id') } })
    const errors = toFormErrors(payload?.userErrors ?? [], [])
    if (errors !== undefined) return failure(errors, form, 'session')
    if (!payload) return failure(UNANSWERED, form, 'session')
    return { done: 'The session is signed out.' }
  },
}
