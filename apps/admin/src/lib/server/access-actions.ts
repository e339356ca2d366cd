import type { RequestEvent } from '@sveltejs/kit'
import { ADMIN_ROLES, type AdminRole } from '#lib/access.ts'
import { choiceOf, expiryOf, failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from './forms.ts'
import { request } from './graphql/client.ts'
import { graphql } from './graphql/documents.ts'

const CreateAdmin = graphql(`
  mutation CreateAdmin($input: CreateAdminInput!) {
    createAdmin(input: $input) { admin { name email } setupUrl repeated userErrors { path code message } }
  }
`)

const CreateApiKey = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) { apiKey { name } key repeated userErrors { path code message } }
  }
`)

const RevokeApiKey = graphql(`
  mutation RevokeApiKey($input: RevokeApiKeyInput!) {
    revokeApiKey(input: $input) { apiKey { name } userErrors { path code message } }
  }
`)

const REPEATED = { form: 'This form was sent before. What it made was shown then and cannot be shown again.' }

const roleOf = (form: FormData) => choiceOf(form, 'role', ADMIN_ROLES as [AdminRole, ...AdminRole[]])

/** Invites an admin: of the tenant that the form names, else of the whole instance. */
export async function inviteAdmin(event: RequestEvent) {
  const form = await event.request.formData()
  const input = {
    email: textOf(form, 'email'),
    name: optionalTextOf(form, 'name'),
    role: roleOf(form),
    tenantId: optionalTextOf(form, 'tenantId'),
    idempotencyKey: optionalTextOf(form, 'idempotencyKey'),
  }
  const { createAdmin: payload } = await request(event, CreateAdmin, { input })
  const errors = toFormErrors(payload?.userErrors ?? [], ['email', 'name', 'role'])
  if (errors !== undefined) return failure(errors, form, 'invite')
  if (payload?.repeated) return failure(REPEATED, form, 'invite')
  if (!payload?.admin) return failure(UNANSWERED, form, 'invite')
  return { setupUrl: payload.setupUrl, invited: payload.admin.name || payload.admin.email }
}

/** Makes an API key: for the tenant that the form names, else for the whole instance. */
export async function createApiKey(event: RequestEvent) {
  const form = await event.request.formData()
  const input = {
    name: textOf(form, 'name'),
    role: roleOf(form),
    tenantId: optionalTextOf(form, 'tenantId'),
    expiresAt: expiryOf(form),
    idempotencyKey: optionalTextOf(form, 'idempotencyKey'),
  }
  const { createApiKey: payload } = await request(event, CreateApiKey, { input })
  const errors = toFormErrors(payload?.userErrors ?? [], ['name', 'role'])
  if (errors !== undefined) return failure(errors, form, 'create')
  if (payload?.repeated) return failure(REPEATED, form, 'create')
  if (!payload?.key) return failure(UNANSWERED, form, 'create')
  return { key: payload.key }
}

export async function revokeApiKey(event: RequestEvent) {
  const form = await event.request.formData()
  const { revokeApiKey: payload } = await request(event, RevokeApiKey, { input: { id: textOf(form, 'id') } })
  const errors = toFormErrors(payload?.userErrors ?? [], [])
  if (errors !== undefined) return failure(errors, form, 'revoke')
  if (!payload?.apiKey) return failure(UNANSWERED, form, 'revoke')
  return { done: `${payload.apiKey.name} is revoked. It is refused from now on.` }
}
