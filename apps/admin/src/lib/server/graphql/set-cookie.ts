import type { Cookies } from '@sveltejs/kit'

type CookieOptions = Parameters<Cookies['set']>[2]

interface ParsedCookie {
  readonly name: string
  readonly value: string
  readonly options: CookieOptions & { path: string }
}

/** Reads one Set-Cookie header (RFC 6265 section 5.2). Attributes we never send are left out. */
export function parseSetCookie(header: string): ParsedCookie {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
  const [name, value] = splitAt(pair)
  const options: ParsedCookie['options'] = { path: '/', httpOnly: false, secure: false }
  for (const attribute of attributes) {
    const [key, text] = splitAt(attribute)
    switch (key.toLowerCase()) {
      case 'path':
        options.path = text
        break
      case 'max-age':
        options.maxAge = Number(text)
        break
      case 'expires':
        options.expires = new Date(text)
        break
      case 'httponly':
        options.httpOnly = true
        break
      case 'secure':
        options.secure = true
        break
      case 'samesite':
        options.sameSite = text.toLowerCase() as 'lax' | 'strict' | 'none'
        break
    }
  }
  return { name, value, options }
}

function splitAt(text: string): [string, string] {
  const at = text.indexOf('=')
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
