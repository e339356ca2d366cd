import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { InvalidInputError } from '../errors.ts'
import { takeTurn } from './sign-in-turns.ts'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const TAG_LENGTH = 32
const SALT_LENGTH = 16
const MIN_LENGTH = 12
const MAX_LENGTH = 1_000

const argon2Async = promisify(argon2)

const derive = (
  password: string,
  salt: Buffer,
  cost: { memory: number; passes: number; lanes: number; tag: number },
): Promise<Buffer> =>
  argon2Async('argon2id', {
    message: Buffer.from(password.normalize('NFC')),
    nonce: salt,
    memory: cost.memory,
    passes: cost.passes,
    parallelism: cost.lanes,
    tagLength: cost.tag,
  })

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

/** The password as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. For callers who proved who they are. Throws TooManyAttemptsError. */
export async function hashPassword(password: string, scope = 'set-up'): Promise<string> {
  const salt = randomBytes(SALT_LENGTH)
  const cost = { memory: MEMORY_KIB, passes: PASSES, lanes: LANES, tag: TAG_LENGTH }
  const tag = await takeTurn({ known: true, scope }, () => derive(password, salt, cost))
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** What is compared when there is no admin or no password: the same work, and never a match. */
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(randomBytes(SALT_LENGTH))}$${unpadded(randomBytes(TAG_LENGTH))}`

/** Takes as long for an unknown hash (undefined or null) as for a wrong password. Only within takeTurn: it is expensive. */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const match = PHC.exec(hash ?? NOBODY)
  if (match === null) throw new Error('a stored password hash is damaged')
  const [, memory = '', passes = '', lanes = '', salt = '', tag = ''] = match
  const expected = Buffer.from(tag, 'base64')
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes), tag: expected.length }
  const actual = await derive(password.slice(0, MAX_LENGTH), Buffer.from(salt, 'base64'), cost)
  return timingSafeEqual(actual, expected) && typeof hash === 'string'
}

/** Length is what counts (NIST SP 800-63B section 3.1.1.2); no rules about kinds of characters. */
export function checkPassword(path: string, password: string, email: string): string {
  const length = [...password].length
  if (length < MIN_LENGTH) throw new InvalidInputError(path, `Choose a password of ${MIN_LENGTH} characters or more.`)
  if (length > MAX_LENGTH) throw new InvalidInputError(path, `The password is longer than ${MAX_LENGTH} characters.`)
  if (password.toLowerCase() === email.toLowerCase()) {
    throw new InvalidInputError(path, 'Choose a password that is not your e-mail address.')
  }
  if (new Set(password).size < 4) throw new InvalidInputError(path, 'Choose a password with more different characters.')
  return password
}
