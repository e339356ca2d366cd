/** Types that have a global id, with the word it starts with. */
const PREFIXES = {
  Tenant: 'ten',
  Organisation: 'org',
  Directory: 'dir',
  Credential: 'crd',
  User: 'usr',
  Group: 'grp',
  CustomResource: 'res',
  AuditEvent: 'aud',
  Notice: 'ntc',
  LinkRequest: 'lnk',
  Admin: 'adm',
  ApiKey: 'key',
  Session: 'ses',
} as const

export type NodeType = keyof typeof PREFIXES

/** Belong to the instance: their global id holds no tenant. */
const INSTANCE_TYPES: ReadonlySet<NodeType> = new Set(['Tenant', 'Admin', 'ApiKey', 'Session'])

/** What a global id says. The tenant in it is a claim: access is judged against it, and every look-up is by (tenant, id). */
export interface GlobalId {
  readonly type: NodeType
  /** A tenant's own id for a tenant, `*` for what belongs to the instance. */
  readonly tenantId: string
  readonly id: string
}

const INSTANCE = '*'
const UUID_LENGTH = 16
const NIL = '00000000-0000-0000-0000-000000000000'

const toBytes = (uuid: string): Buffer => {
  const bytes = Buffer.from(uuid.replaceAll('-', ''), 'hex')
  if (bytes.length !== UUID_LENGTH) throw new Error(`"${uuid}" is not an id of ours`)
  return bytes
}

const toUuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** `dir_…`: opaque to clients. */
export function toGlobalId(type: NodeType, id: string, tenantId: string = INSTANCE): string {
  const own = toBytes(id)
  const bytes = INSTANCE_TYPES.has(type) ? own : Buffer.concat([toBytes(tenantId === INSTANCE ? NIL : tenantId), own])
  return `${PREFIXES[type]}_${bytes.toString('base64url')}`
}

/** undefined: not a global id of ours. */
export function parseGlobalId(text: string): GlobalId | undefined {
  const [prefix = '', ...rest] = text.split('_')
  const type = (Object.keys(PREFIXES) as NodeType[]).find((candidate) => PREFIXES[candidate] === prefix)
  if (type === undefined) return undefined
  const bytes = Buffer.from(rest.join('_'), 'base64url')
  if (bytes.length !== (INSTANCE_TYPES.has(type) ? UUID_LENGTH : 2 * UUID_LENGTH)) return undefined
  const id = toUuid(bytes.subarray(-UUID_LENGTH))
  const tenant = toUuid(bytes.subarray(0, UUID_LENGTH))
  const tenantId = type === 'Tenant' ? id : INSTANCE_TYPES.has(type) || tenant === NIL ? INSTANCE : tenant
  // Only one text names a thing: no other spelling of the same bytes.
  return toGlobalId(type, id, tenantId) === text ? { type, tenantId, id } : undefined
}
