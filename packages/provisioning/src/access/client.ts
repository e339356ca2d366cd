import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'

/** Leading 16-bit groups of an IPv6 address that one household or server is given whole (RFC 6177): a /64. */
const NETWORK_GROUPS = 4

/**
 * Whom attempts are counted for: an IPv4 address, or the /64 of an IPv6 address, as one client has all 2^64 addresses in it. An IPv4 address
 * written as IPv6 (`::ffff:192.0.2.1`) is the IPv4 address. Anything else counts as it is written.
 */
export function toClient(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts
        .slice(0, NETWORK_GROUPS)
        .map((group) => group.toString(16))
        .join(':')
    : parsed.toString()
}

/** A digest of what attempts are counted by: nobody reads from the database who tried to sign in, or from where. */
export const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')
