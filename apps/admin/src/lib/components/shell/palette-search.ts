import { type NavigationEntry, navigationFor } from './navigation.ts'

export interface Hit {
  /** "Person", "Group"; empty for pages. */
  readonly kind: string
  readonly label: string
  readonly detail: string
  readonly href: string
  readonly Icon?: NavigationEntry['Icon']
}

/** Pages whose name contains the text: those of the tenant, then those of the instance. */
export function pageHits(tenantSlug: string | undefined, text: string): Hit[] {
  const instance = navigationFor(undefined).map((entry) => ({
    ...entry,
    label: entry.href === '/' ? 'All tenants' : 'Instance settings',
  }))
  const entries = tenantSlug === undefined ? navigationFor(undefined) : [...navigationFor(tenantSlug), ...instance]
  return entries
    .filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()))
    .map(({ label, href, Icon }) => ({ kind: '', label, detail: '', href, Icon }))
}

/** What the server finds; undefined when the question was overtaken or could not be asked. */
export async function findHits(
  tenantSlug: string | undefined,
  text: string,
  signal: AbortSignal,
): Promise<Hit[] | undefined> {
  const params = new URLSearchParams({ q: text, ...(tenantSlug === undefined ? {} : { tenant: tenantSlug }) })
  try {
    const response = await fetch(`/search?${params}`, { signal })
    return response.ok ? await response.json() : []
  } catch {
    return undefined
  }
}
