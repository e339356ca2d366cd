/** `granted`: counts; `pending`: a rename or push would grant it, and an admin decides; `dismissed`: an admin said no. */
export type GroupRoleState = 'granted' | 'pending' | 'dismissed'

/** A role that a rule gives to the members of a group. Bound to the group's id, so that a later rename neither grants nor drops. */
export interface GroupRoleTable {
  tenant_id: string
  group_id: string
  /** Id of the policy's rule; `prefix` for the role prefix of the group's directory. */
  rule_id: string
  role_key: string
  role_name: string
  directory_id: string
  state: GroupRoleState
  /** The last name of the group that the rule matched. */
  group_name: string
  policy_version: number
  request_id: string
  created_at: string
}
