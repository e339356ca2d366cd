import Activity from '@lucide/svelte/icons/activity'
import BadgeCheck from '@lucide/svelte/icons/badge-check'
import Building2 from '@lucide/svelte/icons/building-2'
import Cable from '@lucide/svelte/icons/cable'
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard'
import Network from '@lucide/svelte/icons/network'
import Settings from '@lucide/svelte/icons/settings'
import User from '@lucide/svelte/icons/user'
import Users from '@lucide/svelte/icons/users'
import type { Component } from 'svelte'

export interface NavigationEntry {
  readonly label: string
  readonly href: string
  readonly Icon: Component<{ size?: number | string; 'aria-hidden'?: 'true' }>
  /** Current only on exactly this page, not on those below it. */
  readonly exact?: boolean
}

/** The entries for a tenant, or those of the instance outside of one. */
export function navigationFor(tenantSlug: string | undefined): NavigationEntry[] {
  if (tenantSlug === undefined) {
    return [
      { label: 'Tenants', href: '/', Icon: Building2, exact: true },
      { label: 'Settings', href: '/settings', Icon: Settings },
    ]
  }
  const base = `/t/${tenantSlug}`
  return [
    { label: 'Overview', href: base, Icon: LayoutDashboard, exact: true },
    { label: 'Directories', href: `${base}/directories`, Icon: Cable },
    { label: 'People', href: `${base}/people`, Icon: User },
    { label: 'Groups', href: `${base}/groups`, Icon: Users },
    { label: 'Roles', href: `${base}/roles`, Icon: BadgeCheck },
    { label: 'Organisations', href: `${base}/organisations`, Icon: Network },
    { label: 'Activity', href: `${base}/activity/audit`, Icon: Activity },
    { label: 'Settings', href: `${base}/settings`, Icon: Settings },
  ]
}

export const isCurrent = ({ href, exact = false }: NavigationEntry, pathname: string): boolean =>
  pathname === href || (!exact && pathname.startsWith(`${href}/`))
