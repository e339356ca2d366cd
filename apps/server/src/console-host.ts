const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The host under which the console answers a request: the one asked for when it is the public host, a sub-domain of it, or
 * another name of this machine while the public URL is on this machine too; otherwise the public host. The console compares
 * it with the Origin of form posts, so a made-up Host header must not get through.
 */
export function requestHost(asked: string | undefined, publicUrl: URL): string {
  const url = `${publicUrl.protocol}//${asked}`
  if (asked === undefined || !URL.canParse(url)) return publicUrl.host
  const { host, hostname, port } = new URL(url)
  if (host !== asked.toLowerCase() && host !== withoutDefaultPort(asked, publicUrl)) return publicUrl.host
  const known =
    hostname === publicUrl.hostname ||
    hostname.endsWith(`.${publicUrl.hostname}`) ||
    (LOOPBACK_NAMES.has(hostname) && LOOPBACK_NAMES.has(publicUrl.hostname))
  return known && port === publicUrl.port ? host : publicUrl.host
}

function withoutDefaultPort(asked: string, { protocol }: URL): string {
  return asked.toLowerCase().replace(protocol === 'https:' ? /:443$/ : /:80$/, '')
}
