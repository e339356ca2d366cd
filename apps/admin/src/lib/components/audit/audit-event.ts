import type { ActorType } from '#lib/format/audit.ts'

type TargetNode =
  | { __typename: 'User' | 'Group'; displayName: string }
  | { __typename: 'Directory' | 'Tenant'; slug: string; name: string }
  | { __typename: 'Credential'; name: string; lastFour: string; directory: { slug: string; name: string } }
  | { __typename: 'Admin'; name: string; email: string }
  | { __typename: 'Organisation' | 'ApiKey'; name: string }
  | { __typename: 'Session' | 'AuditEvent' | 'Notice' | 'CustomResource' }

/** An audit event as lists show it. */
export interface AuditEvent {
  readonly id: string
  readonly occurredAt: string
  readonly action: string
  readonly actor: { readonly type: ActorType; readonly id: string; readonly label: string }
  readonly target: {
    readonly type: string
    readonly databaseId: string
    readonly label: string | null
    readonly node: TargetNode | null
  }
  readonly directory: { readonly slug: string; readonly name: string } | null
  readonly changed: readonly string[]
}

/** What the target is called: its label when the event was written, its name now, or its id. */
export function toTargetName({ label, node, databaseId }: AuditEvent['target']): string {
  if (label) return label
  switch (node?.__typename) {
    case 'User':
    case 'Group':
      return node.displayName
    case 'Credential':
      return `${node.name} (…${node.lastFour})`
    case 'Admin':
      return node.name || node.email
    case 'Directory':
    case 'Tenant':
    case 'Organisation':
    case 'ApiKey':
      return node.name
    default:
      return databaseId
  }
}

/** Where the target can be looked at, while it exists. */
export function toTargetPath(
  { node, databaseId }: AuditEvent['target'],
  tenantSlug: string | undefined,
): string | undefined {
  if (node?.__typename === 'Tenant') return `/t/${node.slug}`
  if (tenantSlug === undefined) return undefined
  const base = `/t/${tenantSlug}`
  switch (node?.__typename) {
    case 'User':
      return `${base}/people/${databaseId}`
    case 'Group':
      return `${base}/groups/${databaseId}`
    case 'Directory':
      return `${base}/directories/${node.slug}`
    case 'Credential':
      return `${base}/directories/${node.directory.slug}/credentials`
    case 'Organisation':
      return `${base}/organisations`
    default:
      return undefined
  }
}

/** What changed, in a line; nothing of what was created, where everything is new. */
export const toChangedText = ({ action, changed }: AuditEvent): string =>
  action.endsWith('.created') ? '' : changed.join(', ')
