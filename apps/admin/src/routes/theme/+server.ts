import { redirect } from '@sveltejs/kit'
import { toReturnPath } from '#lib/server/return-path.ts'
import { THEME_COOKIE, toTheme } from '#lib/theme.ts'
import type { RequestHandler } from './$types'

const ONE_YEAR = 365 * 24 * 60 * 60

/** A plain form post, so that it works before and without JavaScript. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData()
  cookies.set(THEME_COOKIE, toTheme(form.get('theme')), {
    path: '/',
    maxAge: ONE_YEAR,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  })
  redirect(303, toReturnPath(form.get('return'), url))
}
