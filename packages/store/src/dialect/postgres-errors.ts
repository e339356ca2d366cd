import { StoreUnavailableError, UniqueViolationError } from '../errors.ts'

const fieldOf = (error: unknown, name: string): string => {
  const value = error instanceof Error ? (error as unknown as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : ''
}

/** Serialization failure and deadlock: the same work may succeed when run again. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(fieldOf(error, 'code'))

/** SQLSTATE classes 08 (connection), 53 (resources), 57 (operator intervention), and the socket's own codes. */
const UNAVAILABLE = /^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND)$/

/** SQLSTATE and driver codes become our errors, here only. */
export function translatePostgresError(error: unknown): unknown {
  const code = fieldOf(error, 'code')
  if (code === '23505') return new UniqueViolationError(fieldOf(error, 'constraint'), { cause: error })
  const message = error instanceof Error ? error.message : ''
  const lost =
    message.startsWith('Connection terminated') || message.startsWith('timeout exceeded when trying to connect')
  if (UNAVAILABLE.test(code) || lost || isRetryable(error)) {
    return new StoreUnavailableError('the database cannot be reached or is overloaded', { cause: error })
  }
  return error
}
