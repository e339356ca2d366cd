import { redirect } from '@sveltejs/kit'
import { request } from '#lib/server/graphql/client.ts'
import { graphql } from '#lib/server/graphql/documents.ts'
import type { RequestHandler } from './$types'

const SignOut = graphql(`mutation SignOut { signOut { userErrors { message } } }`)

export const POST: RequestHandler = async (event) => {
  await request(event, SignOut, {})
  redirect(303, '/sign-in')
}
