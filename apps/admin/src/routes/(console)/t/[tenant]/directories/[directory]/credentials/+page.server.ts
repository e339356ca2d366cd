import { expiryOf, failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from '#lib/server/forms.ts'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import { pageOf } from '#lib/server/paging.ts'
import type { Actions, PageServerLoad } from './$types'

const Credentials = graphql(`
  query Credentials($tenant: String!, $directory: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $tenant) {
      directory(slug: $directory) {
        credentials(first: $first, after: $after, last: $last, before: $before) {
          nodes { id kind name username lastFour state createdAt expiresAt revokedAt lastUsedAt }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
          totalCount
        }
      }
    }
  }
`)

const CreateToken = graphql(`
  mutation CreateToken($input: CreateTokenInput!) {
    createToken(input: $input) { credential { name } token repeated userErrors { path code message } }
  }
`)

const CreateBasic = graphql(`
  mutation CreateBasic($input: CreateBasicCredentialInput!) {
    createBasicCredential(input: $input) { username password repeated userErrors { path code message } }
  }
`)

const Revoke = graphql(`
  mutation RevokeCredential($input: RevokeCredentialInput!) {
    revokeCredential(input: $input) { credential { name } userErrors { path code message } }
  }
`)

const REPEATED = {
  form: 'This form was sent before. The secret was shown then and cannot be shown again: create another one.',
}

export const load: PageServerLoad = async (event) => {
  event.depends('rollcall:live')
  const { tenant } = await request(event, Credentials, { ...event.params, ...pageOf(event.url) })
  return { credentials: tenant?.directory?.credentials ?? null, idempotencyKey: crypto.randomUUID() }
}

const inputOf = (form: FormData) => ({
  directoryId: textOf(form, 'directoryId'),
  name: optionalTextOf(form, 'name'),
  expiresAt: expiryOf(form),
  idempotencyKey: optionalTextOf(form, 'idempotencyKey'),
})

export const actions: Actions = {
  token: async (event) => {
    const form = await event.request.formData()
    const { createToken: payload } = await request(event, CreateToken, { input: inputOf(form) })
    const errors = toFormErrors(payload?.userErrors ?? [], ['name', 'expires'])
    if (errors !== undefined) return failure(errors, form, 'token')
    if (payload?.repeated) return failure(REPEATED, form, 'token')
    if (!payload?.token) return failure(UNANSWERED, form, 'token')
    return { token: payload.token }
  },

  basic: async (event) => {
    const form = await event.request.formData()
    const { createBasicCredential: payload } = await request(event, CreateBasic, { input: inputOf(form) })
    const errors = toFormErrors(payload?.userErrors ?? [], ['name', 'expires'])
    if (errors !== undefined) return failure(errors, form, 'basic')
    if (payload?.repeated) return failure(REPEATED, form, 'basic')
    if (!payload?.username || !payload.password) return failure(UNANSWERED, form, 'basic')
    return { basic: { username: payload.username, password: payload.password } }
  },

  revoke: async (event) => {
    const form = await event.request.formData()
    const { revokeCredential: payload } = await request(event, Revoke, { input: { id: textOf(form, 'id') } })
    const errors = toFormErrors(payload?.userErrors ?? [], [])
    if (errors !== undefined) return failure(errors, form, 'revoke')
    if (!payload?.credential) return failure(UNANSWERED, form, 'revoke')
    return { done: `${payload.credential.name} is revoked. It is refused from now on.` }
  },
}
