export interface ResourceTable {
  tenant_id: string
  directory_id: string
  /** Name of the resource type: `User`, `Group`, a custom one. */
  type: string
  id: string
  /** Time-ordered; what lists are ordered by. */
  n: number
  /** The naming attribute as a comparable key (folded where it is not caseExact). */
  name_key: string
  /** '' where names are unique in the directory, the id where duplicates are allowed: one index serves look-up and uniqueness. */
  name_tie: string
  external_id: string | null
  display_name: string
  /** display_name as a comparable key: what filters on `members.display` and `groups.display` look at. */
  display_key: string
  /** 1, 0, or null where the type has no such attribute or it is unassigned. */
  active: number | null
  version: number
  /** The stored document as JSON text, without meta and relations. */
  doc: string
  person_id: string | null
  created_at: string
  updated_at: string
  removed_at: string | null
}

/** Every searchable value of a live resource (its index entries, of scim-core); a resource without any has no row. */
export interface IndexTable {
  tenant_id: string
  directory_id: string
  type: string
  resource_id: string
  /** JSON: by path, the entries under it as [key, element, lead (1 or 0)]. */
  entries: string
}

/** One value that a live resource is looked up by: an index entry whose path is sought (see value.repository.ts). */
export interface ValueTable {
  tenant_id: string
  directory_id: string
  type: string
  path: string
  /** The key, or its first VALUE_KEY_LENGTH code points and a digest of the whole. */
  value_key: string
  /** The whole key where it is longer, else null. */
  value_long: string | null
  resource_id: string
  element: number
  lead: number
}

/** Values of attributes with uniqueness `server` or `global` other than the naming one; live resources only. */
export interface UniqueTable {
  tenant_id: string
  directory_id: string
  type: string
  path: string
  value_key: string
  resource_id: string
}

/** Live resources per type. The total is the sum over slots: one slot on SQLite, several on PostgreSQL so that creates do not queue on one row. */
export interface TotalTable {
  tenant_id: string
  directory_id: string
  type: string
  slot: number
  live: number
}

/** What a provider sent of a resource that no schema knows, as a JSON object. */
export interface UnknownTable {
  tenant_id: string
  resource_id: string
  attributes: string
  updated_at: string
}
