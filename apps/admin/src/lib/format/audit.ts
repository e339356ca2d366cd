const SPECIAL: Readonly<Record<string, string>> = {
  'admin.signed_in': 'Admin signed in',
  'admin.signed_out': 'Admin signed out',
  'api_key.created': 'API key created',
  'api_key.revoked': 'API key revoked',
}

/** "user.deactivated" as people read it: "User deactivated". */
export function toActionLabel(action: string): string {
  const special = SPECIAL[action]
  if (special !== undefined) return special
  const words = action.replace(/[._-]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What kind of act it is; lists show it as an icon. */
export function toActionKind(action: string): 'add' | 'change' | 'remove' | 'access' {
  const verb = action.split('.').at(-1) ?? ''
  if (/^(created|added|activated|granted|issued|restored|completed)/.test(verb)) return 'add'
  if (/^(deleted|removed|revoked|deactivated|purged|disabled)/.test(verb)) return 'remove'
  if (/sign|session|password|invit/.test(action)) return 'access'
  return 'change'
}

/** "api_key" as people read it: "API key". */
export function toTargetTypeLabel(type: string): string {
  const words = type.replace(/_/g, ' ').replace(/\bapi\b/i, 'API')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const ACTORS = {
  CREDENTIAL: 'Identity provider',
  ADMIN: 'Admin',
  API_KEY: 'API key',
  COMMAND_LINE: 'Command line',
  SYSTEM: 'Rollcall',
} as const

export type ActorType = keyof typeof ACTORS

export const ACTOR_TYPES = Object.keys(ACTORS) as ActorType[]

export const toActorTypeLabel = (type: ActorType): string => ACTORS[type]
