import { StoreUnavailableError, UniqueViolationError } from '../errors.ts'

const fieldOf = (error: unknown, name: string): string => {
  const value = error instanceof Error ? (error as unknown as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}

/**
 * Serialization failure and deadlock; and a prepared statement whose parsing was lost with the flight before: the same work may succeed when run again.
 */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01', '26000'].includes(fieldOf(error, 'code'))

/** SQLSTATE classes 08 (connection) and 57P (the server goes), 40003 and 25P03 (which end the session), and the socket's own codes. */
const LOST =
  /^(08|57P|40003$|25P03$)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/

/**
 * The statement was refused, and its transaction with it. SQLSTATE class 53 (resources); 25006: a server that takes no writes, as after a failover;
 * 25P02: a transaction that had failed already; 55P03: a lock that was not to be had within `lock_timeout`; 57014: a `statement_timeout` of the
 * role or database, or a cancel by its operator.
 */
const REFUSED = /^(53|25006$|25P02$|55P03$|57014$)/

/** A statement was stopped at its time limit, or by the operator of the database. */
export const isCancelled = (error: unknown): boolean => fieldOf(error, 'code') === '57014'

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
  if (isConnectionLost(error) || REFUSED.test(code) || isRetryable(error)) {
    return new StoreUnavailableError('the database cannot be reached or is overloaded', { cause: error })
  }
  return error
}
