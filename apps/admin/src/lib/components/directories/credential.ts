export interface Credential {
  readonly id: string
  readonly kind: 'BEARER' | 'BASIC'
  readonly name: string
  readonly username: string | null
  readonly lastFour: string
  readonly state: 'ACTIVE' | 'EXPIRED' | 'REVOKED'
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly lastUsedAt: string | null
}
