import type { Request } from 'express'

/** What an address says about whose directory is meant; the credential decides what it leaves open. */
export interface Address {
  readonly tenant: string | undefined
  readonly directory: string | undefined
  /** The path that a directory has of its own, without slashes around it. */
  readonly alias: string | undefined
  /** Absolute, without a trailing slash, in the form of address the request came in on. */
  readonly baseUrl: string
}

/** Where the credential alone names the directory, or the sub-domain and the credential. */
export const SHARED_BASES: readonly string[] = ['/scim/v2', '/scim']

/**
 * By path (`/{tenant}/{directory}/scim/v2`), by sub-domain (`{tenant}.<public host>/scim/v2`), by a path that the directory has of its own (its
 * alias), or shared. Only PUBLIC_URL and its sub-domains are ever echoed: a Host header that is neither is answered as if it were PUBLIC_URL.
 */
export function addressOf(req: Request, publicUrl: string): Address {
  const { tenant, directory } = req.params
  if (typeof tenant === 'string' && typeof directory === 'string') {
    return { tenant, directory, alias: undefined, baseUrl: `${publicUrl}${req.baseUrl}` }
  }
  const alias = SHARED_BASES.includes(req.baseUrl.toLowerCase()) ? undefined : req.baseUrl.slice(1)
  const url = parsed(publicUrl)
  const subDomain = subDomainOf(req.host, url.host)
  if (subDomain === undefined) {
    return { tenant: undefined, directory: undefined, alias, baseUrl: `${publicUrl}${req.baseUrl}` }
  }
  const path = url.pathname.replace(/\/+$/, '')
  return {
    tenant: subDomain,
    directory: undefined,
    alias,
    baseUrl: `${url.protocol}//${subDomain}.${url.host}${path}${req.baseUrl}`,
  }
}

let last: { readonly text: string; readonly url: URL } | undefined

/** A server has one public URL. */
function parsed(publicUrl: string): URL {
  if (last?.text !== publicUrl) last = { text: publicUrl, url: new URL(publicUrl) }
  return last.url
}

/** One label in front of the public host: a slug. */
function subDomainOf(host: string | undefined, publicHost: string): string | undefined {
  const name = host?.toLowerCase() ?? ''
  if (!name.endsWith(`.${publicHost.toLowerCase()}`)) return undefined
  const label = name.slice(0, -publicHost.length - 1)
  return /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label) ? label : undefined
}
