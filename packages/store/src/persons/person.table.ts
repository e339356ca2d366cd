export interface PersonTable {
  tenant_id: string
  id: string
  created_at: string
}

/** The key a person's values are encrypted under in history and audit, itself wrapped by the instance's secret key. Purge deletes the row. */
export interface PersonKeyTable {
  tenant_id: string
  person_id: string
  wrapped_key: Buffer
  created_at: string
}
