import { createCipheriv, createDecipheriv, createHash, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'

/** The product's formats byte for byte, so that both servers read one population and write rows of one size. */
const FORMAT = Buffer.from([1])

export interface WrappingKey {
  readonly id: Buffer
  readonly key: Buffer
}

export function wrappingKey(secret: string): WrappingKey {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'rollcall wrap v1', 32))
  return { id: createHash('sha256').update(key).digest().subarray(0, 4), key }
}

const keyPurpose = (tenantId: string, personId: string) => `person-key ${tenantId} ${personId}`

export const wrapPersonKey = (wrapping: WrappingKey, personKey: Buffer, tenantId: string, personId: string): Buffer =>
  Buffer.concat([FORMAT, wrapping.id, encrypt(wrapping.key, personKey, keyPurpose(tenantId, personId))])

export function unwrapPersonKey(wrapping: WrappingKey, wrapped: Buffer, tenantId: string, personId: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(wrapping.key), wrapped.subarray(5, 17))
  decipher.setAAD(Buffer.from(keyPurpose(tenantId, personId)))
  decipher.setAuthTag(wrapped.subarray(17, 33))
  return Buffer.concat([decipher.update(wrapped.subarray(33)), decipher.final()])
}

/** The document of a history row: compressed, and sealed where there is a person. */
export function packHistory(key: Buffer | undefined, resourceId: string, doc: string): Buffer {
  const packed = deflateRawSync(doc, { level: 1 })
  return key === undefined ? packed : Buffer.concat([FORMAT, encrypt(key, packed, `history ${resourceId}`)])
}

export function packAudit(key: Buffer | undefined, resourceId: string, version: number, data: string): Buffer {
  const plain = Buffer.from(data)
  return key === undefined ? plain : Buffer.concat([FORMAT, encrypt(key, plain, `audit ${resourceId} ${version}`)])
}

/** Hex SHA-256 over all columns, in one update. */
export const digest = (values: readonly (string | number | null)[], data: Buffer): string =>
  createHash('sha256').update(values.join('\n')).update(data).digest('hex')

function encrypt(key: Buffer, plaintext: Buffer, purpose: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(key), nonce)
  cipher.setAAD(Buffer.from(purpose))
  const head = cipher.update(plaintext)
  const tail = cipher.final()
  return Buffer.concat([nonce, cipher.getAuthTag(), head, tail])
}
