import type { ActorType } from '../audit-events/audit-event.table.ts'

/** One version of a tenant's policy; never changed, never deleted. */
export interface PolicyVersionTable {
  tenant_id: string
  version: number
  /** JSON text. */
  document: string
  actor_type: ActorType
  actor_id: string
  actor_label: string
  request_id: string
  created_at: string
}

/** `everyone`: each person of the tenant; `group`: everybody whom the group holds, directly or through other groups. */
export type PolicyTaskKind = 'everyone' | 'group'

/** People who are to be judged again, in small transactions that go on from `after_id`. */
export interface PolicyTaskTable {
  tenant_id: string
  id: string
  kind: PolicyTaskKind
  group_id: string | null
  policy_version: number
  /** The last person (or, for a group, resource) that was judged; '' at the start. */
  after_id: string
  judged: number
  request_id: string
  created_at: string
  finished_at: string | null
}
