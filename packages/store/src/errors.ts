/** No row where one had to be. */
export class NotFoundError extends Error {
  override name = 'NotFoundError'
  readonly what: string
  constructor(what: string, id: string) {
    super(`no ${what} ${id}`)
    this.what = what
  }
}

/** A unique index refused a row. `constraint` is the index, named alike on both databases. */
export class UniqueViolationError extends Error {
  override name = 'UniqueViolationError'
  readonly constraint: string
  constructor(constraint: string, options?: ErrorOptions) {
    super(`unique index ${constraint} refused the row`, options)
    this.constraint = constraint
  }
}

/** The row changed since it was read. */
export class StaleVersionError extends Error {
  override name = 'StaleVersionError'
}

/** The database cannot be used as it is; the message is one line for the operator. */
export class StoreSetupError extends Error {
  override name = 'StoreSetupError'
}

/** The database is away, full, locked for too long, or stopped the work: try again later. The transaction that failed changed nothing. */
export class StoreUnavailableError extends Error {
  override name = 'StoreUnavailableError'
}

/** The database or the way to it failed while a transaction was being committed: it was done whole or not at all, and only a look tells. */
export class OutcomeUnknownError extends Error {
  override name = 'OutcomeUnknownError'
}

/** More long reads are waiting than can be served soon: nothing was done, come again. */
export class StoreBusyError extends Error {
  override name = 'StoreBusyError'
}

/** A read asked for more than may be in memory at once. */
export class ResultTooLargeError extends Error {
  override name = 'ResultTooLargeError'
}

/** A read was stopped: it would have taken longer than any caller waits. */
export class ReadTooLongError extends Error {
  override name = 'ReadTooLongError'
}
