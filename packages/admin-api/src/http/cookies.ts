const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** How the session's cookie is called and sent. */
export interface SessionCookie {
  read(header: string | null): string | undefined
  set(secret: string, expiresAt: string): string
  clear(): string
}

/**
 * `__Host-rollcall`, which browsers take from this host over TLS only. Over plain http on this very machine browsers would refuse it,
 * so that trying Rollcall out works with a plain name there; nowhere else is the cookie ever sent without TLS.
 */
export function sessionCookie(publicUrl: string): SessionCookie {
  const { protocol, hostname } = new URL(publicUrl)
  const plain = protocol === 'http:' && LOOPBACK.has(hostname)
  const name = plain ? 'rollcall' : '__Host-rollcall'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? '' : '; Secure'}`
  return {
    read(header) {
      for (const part of (header ?? '').split(';')) {
        const [key, ...value] = part.trim().split('=')
        if (key === name) return value.join('=')
      }
      return undefined
    },
    set: (secret, expiresAt) => `${name}=${secret}; ${attributes}; Expires=${new Date(expiresAt).toUTCString()}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
