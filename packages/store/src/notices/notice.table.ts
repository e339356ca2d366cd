/** Something an admin should hear about. One open notice for each kind and subject. */
export interface NoticeTable {
  tenant_id: string
  id: string
  /** `licence.exhausted`, `role.pending`, `credential.expiring`, … */
  kind: string
  subject_type: string
  subject_id: string
  directory_id: string | null
  /** A sentence without personal values. */
  detail: string
  request_id: string
  created_at: string
  dismissed_at: string | null
}
