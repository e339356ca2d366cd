export interface MemberTable {
  tenant_id: string
  group_id: string
  member_id: string
}

/** A member value that names no live resource of the directory (yet); kept, never shown. */
export interface UnresolvedMemberTable {
  tenant_id: string
  directory_id: string
  group_id: string
  value: string
  created_at: string
}
