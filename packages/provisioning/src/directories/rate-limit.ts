import { InvalidInputError } from '../errors.ts'

/** More than one process can serve, so that a larger number is a mistake. */
const MAX_RATE = 100_000

/** Requests per second that a directory may send: a whole number, or null for the server's default. */
export function checkRateLimit(value: number | null): number | null {
  if (value !== null && !(Number.isInteger(value) && value >= 1 && value <= MAX_RATE)) {
    throw new InvalidInputError('rateLimit', `A rate limit is a whole number of requests per second, 1 to ${MAX_RATE}.`)
  }
  return value
}
