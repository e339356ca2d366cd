import { randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { claimRecordKey, findRecordKey, type RequestRecords } from '@rollcall/store'
import { type Keyring, SealBrokenError, seal, unseal } from '../crypto/keyring.ts'

/** What a failed exchange said. */
export interface RecordedContent {
  /** As sent, below the SCIM base. */
  readonly path: string
  readonly query: string
  /** Secrets removed; JSON text, unless the body was none. undefined: there was no body. */
  readonly requestBody: string | undefined
  /** The request body was longer than what is kept. */
  readonly requestCut: boolean
  readonly responseBody: string | undefined
}

const keyPurpose = (tenantId: string, day: string) => `request-record-key ${tenantId} ${day}`
const contentPurpose = (tenantId: string, id: string) => `request-record ${tenantId} ${id}`

/** The key of a tenant's day, made when the day has none. It is read for each batch: one that was destroyed must not live on in a cache. */
export async function makeRecordKey(
  records: RequestRecords,
  keyring: Keyring,
  tenantId: string,
  day: string,
  now: Date,
): Promise<Buffer> {
  const row =
    (await records.read(tenantId, (db) => findRecordKey(db, tenantId, day))) ??
    (await records.write(tenantId, (db) =>
      claimRecordKey(db, {
        tenant_id: tenantId,
        day,
        wrapped_key: keyring.wrap(randomBytes(32), keyPurpose(tenantId, day)),
        created_at: now.toISOString(),
      }),
    ))
  return keyring.unwrap(row.wrapped_key, keyPurpose(tenantId, day))
}

/** undefined once it was destroyed. */
export async function openRecordKey(
  records: RequestRecords,
  keyring: Keyring,
  tenantId: string,
  day: string,
): Promise<Buffer | undefined> {
  const row = await records.read(tenantId, (db) => findRecordKey(db, tenantId, day))
  return row === undefined ? undefined : keyring.unwrap(row.wrapped_key, keyPurpose(tenantId, day))
}

/** Below this, packing costs more than it saves. */
const PACKED_FROM = 1_024
const [PLAIN, PACKED] = [0, 1]

export function sealContent(key: Buffer, tenantId: string, id: string, content: RecordedContent): Buffer {
  const json = Buffer.from(JSON.stringify(content))
  const packed = json.length >= PACKED_FROM
  const bytes = packed ? deflateRawSync(json, { level: 1 }) : json
  return seal(key, Buffer.concat([Buffer.of(packed ? PACKED : PLAIN), bytes]), contentPurpose(tenantId, id))
}

/** undefined: sealed under a key of the day that was destroyed since. */
export function openContent(key: Buffer, tenantId: string, id: string, sealed: Buffer): RecordedContent | undefined {
  try {
    const opened = unseal(key, sealed, contentPurpose(tenantId, id))
    const bytes = opened[0] === PACKED ? inflateRawSync(opened.subarray(1)) : opened.subarray(1)
    return JSON.parse(bytes.toString()) as RecordedContent
  } catch (error) {
    if (error instanceof SealBrokenError) return undefined
    throw error
  }
}
