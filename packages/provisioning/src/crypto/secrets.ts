import { hash, randomBytes } from 'node:crypto'

/** What a generated secret is for; the prefix makes a leaked one recognisable. */
const PREFIXES = { token: 'rct_', apiKey: 'rck_', password: 'rcp_', setup: 'rcs_', session: 'rcw_' } as const

/** 256 random bits behind a recognisable prefix. */
export const mintSecret = (kind: keyof typeof PREFIXES): string =>
  PREFIXES[kind] + randomBytes(32).toString('base64url')

/** SHA-256, hex. Secrets are random, so a slow hash would add nothing but time to every request. */
export const hashSecret = (secret: string): string => hash('sha256', secret)

/** User name and password of a basic credential, hashed as one secret: one look-up serves both kinds. */
export const hashBasic = (username: string, password: string): string =>
  hashSecret(`basic\n${username.length}\n${username}${password}`)
