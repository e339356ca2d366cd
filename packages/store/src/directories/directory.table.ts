export type DirectoryPreset = 'okta-catalogue' | 'okta-wizard' | 'entra' | 'generic'
export type DirectoryStatus = 'inactive' | 'active'
/** What becomes of a member value that names no resource of the directory. */
export type UnresolvedMemberPolicy = 'keep' | 'attach' | 'reject'

export interface DirectoryTable {
  tenant_id: string
  id: string
  slug: string
  name: string
  preset: DirectoryPreset
  status: DirectoryStatus
  organisation_id: string | null
  role_prefix: string | null
  /** 1: the prefix must match letter case, 0: any case. */
  role_prefix_case_exact: number
  unresolved_members: UnresolvedMemberPolicy
  /** Schemas and resource types beyond the built-in ones, the tenant's and its own joined, as JSON text; null: none. */
  definitions: string | null
  /** The tenant's policy and the directory's part of it, as JSON text; null: none. */
  policy: string | null
  /** A path of its own below the host, such as `api/v1/SCIM/SCIMOkta`, in addition to the others. */
  alias: string | null
  /** Requests per second that it may send; null: the server's default. */
  rate_limit: number | null
  version: number
  created_at: string
  updated_at: string
}
