import { v7 } from 'uuid'
import { takeRandom } from './crypto/random-pool.ts'

let lastMs = 0
let sequence = 0

/** A time-ordered UUID (RFC 9562 version 7), rising within the process also inside of one millisecond. Nobody parses it. */
export function newId(): string {
  const random = takeRandom(16)
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    // Half of the range stays free for what follows in the same millisecond.
    sequence = random.readUInt32BE(6) >>> 1
  } else {
    sequence += 1
  }
  return v7({ msecs: lastMs, seq: sequence, random })
}

const SLOTS_PER_MS = 1024
let last = 0

/**
 * A time-ordered number for listing: milliseconds since 1970 times 1,024, strictly rising within the process. Two processes may meet in one number;
 * lists break the tie by id. Stays below 2^53 until the year 2248.
 */
export function nextNumber(now: Date): number {
  last = Math.max(last + 1, now.getTime() * SLOTS_PER_MS)
  return last
}
