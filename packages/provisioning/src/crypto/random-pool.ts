import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 4_096
const pool = Buffer.alloc(POOL_BYTES)
let taken = POOL_BYTES

/** `count` fresh random bytes for ids and nonces: the system is asked for many at a time, since asking costs more than the bytes. */
export function takeRandom(count: number): Buffer {
  if (taken + count > POOL_BYTES) {
    randomFillSync(pool)
    taken = 0
  }
  const bytes = Buffer.from(pool.subarray(taken, taken + count))
  taken += count
  return bytes
}
