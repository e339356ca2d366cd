import { v7 } from 'uuid'

/** A time-ordered UUID (RFC 9562 version 7). Nobody parses it. */
export const newId = (): string => v7()

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
