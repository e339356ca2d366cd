import type { RequestEvent } from '@sveltejs/kit'
import { toCount } from '#lib/format/text.ts'
import { failure, optionalTextOf, textOf, toFormErrors, UNANSWERED } from './forms.ts'
import { request } from './graphql/client.ts'
import { graphql } from './graphql/documents.ts'

const EndingAdmin = graphql(`
  query EndingAdmin($id: ID!) {
    node(id: $id) {
      __typename
      ... on Admin { id name email version sessionCount createdApiKeys { id name lastFour lastUsedAt } }
    }
  }
`)

const DisableAdmin = graphql(`
  mutation DisableAdmin($input: DisableAdminInput!) {
    disableAdmin(input: $input) { admin { name email } sessionsEnded apiKeysEnded apiKeysKept userErrors { path code message } }
  }
`)

const EnableAdmin = graphql(`
  mutation EnableAdmin($input: EnableAdminInput!) {
    enableAdmin(input: $input) { admin { name email } userErrors { path code message } }
  }
`)

const RemoveAdmin = graphql(`
  mutation RemoveAdmin($input: RemoveAdminInput!) {
    removeAdmin(input: $input) { sessionsEnded apiKeysEnded apiKeysKept userErrors { path code message } }
  }
`)

const UnlockAdmin = graphql(`
  mutation UnlockAdmin($input: UnlockAdminInput!) {
    unlockAdmin(input: $input) { admin { name email } userErrors { path code message } }
  }
`)

/** The admin whom the address asks to disable or remove, with what ends with them; undefined when it asks for nobody. */
export async function loadEndingAdmin(event: RequestEvent) {
  const id = event.url.searchParams.get('disable') ?? event.url.searchParams.get('remove')
  if (id === null) return undefined
  const { node } = await request(event, EndingAdmin, { id })
  return node?.__typename === 'Admin' ? node : undefined
}

/** What a form about an admin sends. */
function inputOf(form: FormData) {
  const version = Number(textOf(form, 'expectedVersion'))
  return { id: textOf(form, 'id'), expectedVersion: Number.isInteger(version) && version > 0 ? version : null }
}

interface Ended {
  readonly sessionsEnded: number | null
  readonly apiKeysEnded: number | null
  readonly apiKeysKept: number | null
}

const toEndedText = ({ sessionsEnded, apiKeysEnded, apiKeysKept }: Ended): string =>
  [
    `${toCount(sessionsEnded ?? 0, 'session', 'sessions')} and ${toCount(apiKeysEnded ?? 0, 'API key', 'API keys')} ended.`,
    ...(apiKeysKept ? [`${toCount(apiKeysKept, 'API key goes', 'API keys go')} on without them.`] : []),
  ].join(' ')

export async function disableAdmin(event: RequestEvent) {
  const form = await event.request.formData()
  const input = { ...inputOf(form), keepApiKeys: form.has('keepApiKeys') }
  const { disableAdmin: payload } = await request(event, DisableAdmin, { input })
  const errors = toFormErrors(payload?.userErrors ?? [], [])
  if (errors !== undefined) return failure(errors, form, 'disable')
  if (!payload?.admin) return failure(UNANSWERED, form, 'disable')
  return { done: `${payload.admin.name || payload.admin.email} is disabled. ${toEndedText(payload)}` }
}

export async function enableAdmin(event: RequestEvent) {
  const form = await event.request.formData()
  const { enableAdmin: payload } = await request(event, EnableAdmin, { input: { id: textOf(form, 'id') } })
  const errors = toFormErrors(payload?.userErrors ?? [], [])
  if (errors !== undefined) return failure(errors, form, 'enable')
  if (!payload?.admin) return failure(UNANSWERED, form, 'enable')
  return { done: `${payload.admin.name || payload.admin.email} may sign in again. API keys they made work again.` }
}

/** From the tenant that the form names, else from the whole instance. */
export async function removeAdmin(event: RequestEvent) {
  const form = await event.request.formData()
  const input = {
    ...inputOf(form),
    tenantId: optionalTextOf(form, 'tenantId'),
    keepApiKeys: form.has('keepApiKeys'),
  }
  const { removeAdmin: payload } = await request(event, RemoveAdmin, { input })
  const errors = toFormErrors(payload?.userErrors ?? [], [])
  if (errors !== undefined) return failure(errors, form, 'remove')
  if (!payload) return failure(UNANSWERED, form, 'remove')
  return { done: `The admin is removed. ${toEndedText(payload)}` }
}

export async function unlockAdmin(event: RequestEvent) {
  const form = await event.request.formData()
  const { unlockAdmin: payload } = await request(event, UnlockAdmin, { input: { id: textOf(form, 'id') } })
  const errors = toFormErrors(payload?.userErrors ?? [], [])
  if (errors !== undefined) return failure(errors, form, 'unlock')
  if (!payload?.admin) return failure(UNANSWERED, form, 'unlock')
  return { done: `${payload.admin.name || payload.admin.email} need not wait to sign in any longer.` }
}
