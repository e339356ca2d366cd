import { ReadTooLongError, StoreUnavailableError, UniqueViolationError } from '../errors.ts'

const fieldOf = (error: unknown, name: string): string => {
  const value = error instanceof Error ? (error as unknown as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}

/**
 * Serialization failure and deadlock; and a prepared statement whose parsing was lost with the flight before: the same work may succeed when run again.
 */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01', '26000'].includes(fieldOf(error, 'code'))

/** SQLSTATE classes 08 (connection) and 57 (operator intervention), and the socket's own codes. */
const LOST = /^(08|57P)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/** SQLSTATE class 53 (resources), and 25006: a server that takes no writes, as after a failover. */
const REFUSED = /^(53|25006)/

/** The connection broke, or could not be made. */
export function isConnectionLost(error: unknown): boolean {
  const message = error instanceof Error ? error.message : ''
  return (
    LOST.test(fieldOf(error, 'code')) ||
    /^(Connection terminated|timeout exceeded when trying to connect)|not queryable|after calling end on the pool|driver has already been destroyed/.test(
      message,
    )
  )
}

/** SQLSTATE and driver codes become our errors, here only. */
export function translatePostgresError(error: unknown): unknown {
  const code = fieldOf(error, 'code')
  if (code === '23505') return new UniqueViolationError(fieldOf(error, 'constraint'), { cause: error })
  // Only long reads have a time limit.
  if (code === '57014') return new ReadTooLongError('the read was stopped at its time limit', { cause: error })
  if (isConnectionLost(error) || REFUSED.test(code) || isRetryable(error)) {
    return new StoreUnavailableError('the database cannot be reached or is overloaded', { cause: error })
  }
  return error
}
