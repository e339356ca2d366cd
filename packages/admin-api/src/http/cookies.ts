const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** How one of our cookies is called and sent. */
export interface HostCookie {
  read(header: string | null): string | undefined
  set(value: string, expiresAt: string): string
  clear(): string
}

/**
 * `__Host-rollcall`, which browsers take from this host over TLS only. Over plain http on this very machine browsers would refuse it,
 * so that trying Rollcall out works with a plain name there; nowhere else is the cookie ever sent without TLS.
 */
export const sessionCookie = (publicUrl: string): HostCookie => hostCookie(publicUrl, 'rollcall')

/** `__Host-rollcall-device`: what a browser keeps of an account it signed in to. It opens nothing, and stays when the session ends. */
export const deviceCookie = (publicUrl: string): HostCookie => hostCookie(publicUrl, 'rollcall-device')

function hostCookie(publicUrl: string, plainName: string): HostCookie {
  const { protocol, hostname } = new URL(publicUrl)
  const plain = protocol === 'http:' && LOOPBACK.has(hostname)
  const name = plain ? plainName : `__Host-${plainName}`
  const attributes = `Path=/; HttpOnly; SameSite=Lax${plain ? '' : '; Secure'}`
  return {
    read(header) {
      for (const part of (header ?? '').split(';')) {
        const [key, ...value] = part.trim().split('=')
        if (key === name) return value.join('=')
      }
      return undefined
    },
    set: (value, expiresAt) => `${name}=${value}; ${attributes}; Expires=${new Date(expiresAt).toUTCString()}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  }
}
