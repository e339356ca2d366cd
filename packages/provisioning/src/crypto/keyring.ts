import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { takeRandom } from './random-pool.ts'

/** A sealed value: format byte, key id (4 bytes), nonce (12), tag (16), ciphertext. AES-256-GCM. */
const FORMAT = 1
const KEY_ID_LENGTH = 4
const NONCE_LENGTH = 12
const TAG_LENGTH = 16
const HEADER_LENGTH = 1 + KEY_ID_LENGTH

/** What stands before the 32 bytes of a key (RFC 8410 section 7 and 4). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** The secret given does not open the value: another key, or the value was tampered with. */
export class SealBrokenError extends Error {
  override name = 'SealBrokenError'
}

/**
 * The instance's secret keys: the first wraps, all unwrap, so a key is rotated by putting a new one in front.
 * Built from ROLLCALL_SECRET_KEY; each must have at least 32 characters.
 */
export class Keyring {
  readonly #keys: readonly { readonly id: Buffer; readonly key: Buffer }[]
  readonly #signer: KeyObject

  constructor(secrets: readonly string[]) {
    if (secrets.length === 0) throw new Error('a keyring needs at least one secret')
    this.#keys = secrets.map((secret) => {
      const key = Buffer.from(hkdfSync('sha256', secret, '', 'rollcall wrap v1', 32))
      return { id: createHash('sha256').update(key).digest().subarray(0, KEY_ID_LENGTH), key }
    })
    const seed = Buffer.from(hkdfSync('sha256', secrets[0] as string, '', 'rollcall checkpoint v1', 32))
    this.#signer = createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' })
  }

  /** Encrypts something small (a person's key, a cursor). `purpose` binds it to its place: it opens only with the same words. */
  wrap(plaintext: Buffer, purpose: string): Buffer {
    const current = this.#keys[0] as { id: Buffer; key: Buffer }
    return Buffer.concat([Buffer.from([FORMAT]), current.id, encrypt(current.key, plaintext, purpose)])
  }

  /** Ed25519 over an audit checkpoint; who kept the public key elsewhere can verify it without us. */
  signCheckpoint(text: string): { readonly publicKey: string; readonly signature: string } {
    const publicKey = createPublicKey(this.#signer)
      .export({ format: 'der', type: 'spki' })
      .subarray(ED25519_SPKI.length)
    return {
      publicKey: publicKey.toString('base64url'),
      signature: sign(null, Buffer.from(text), this.#signer).toString('base64url'),
    }
  }

  unwrap(wrapped: Buffer, purpose: string): Buffer {
    const id = wrapped.subarray(1, HEADER_LENGTH)
    const match = this.#keys.find((candidate) => candidate.id.equals(id))
    if (wrapped[0] !== FORMAT || match === undefined) {
      throw new SealBrokenError(
        'no key of ROLLCALL_SECRET_KEY opens this value; was the key replaced instead of rotated?',
      )
    }
    return decrypt(match.key, wrapped.subarray(HEADER_LENGTH), purpose)
  }
}

/** Whether a checkpoint was signed by the key. */
export function verifyCheckpoint(publicKey: string, signature: string, text: string): boolean {
  try {
    const der = Buffer.concat([ED25519_SPKI, Buffer.from(publicKey, 'base64url')])
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'))
  } catch {
    // Not even a key.
    return false
  }
}

/** Encrypts under a person's key. */
export const seal = (key: Buffer, plaintext: Buffer, purpose: string): Buffer =>
  Buffer.concat([Buffer.from([FORMAT]), encrypt(key, plaintext, purpose)])

/** Opens what `seal` made. */
export function unseal(key: Buffer, sealed: Buffer, purpose: string): Buffer {
  if (sealed[0] !== FORMAT) throw new SealBrokenError('unknown format of a sealed value')
  return decrypt(key, sealed.subarray(1), purpose)
}

/** Given bytes, Node first tries them as two kinds of key object, by exceptions: that costs more than the encryption. */
const toKeyObject = (key: Buffer): KeyObject => createSecretKey(key)

function encrypt(key: Buffer, plaintext: Buffer, purpose: string): Buffer {
  const nonce = takeRandom(NONCE_LENGTH)
  const cipher = createCipheriv('aes-256-gcm', toKeyObject(key), nonce)
  cipher.setAAD(Buffer.from(purpose))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])
}

function decrypt(key: Buffer, bytes: Buffer, purpose: string): Buffer {
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH) throw new SealBrokenError('the sealed value is cut short')
  const decipher = createDecipheriv('aes-256-gcm', toKeyObject(key), bytes.subarray(0, NONCE_LENGTH))
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(bytes.subarray(NONCE_LENGTH, NONCE_LENGTH + TAG_LENGTH))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_LENGTH + TAG_LENGTH)), decipher.final()])
  } catch (error) {
    throw new SealBrokenError('the value does not open with this key', { cause: error })
  }
}
