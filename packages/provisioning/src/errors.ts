/** What an operator asked for cannot be done as asked; `path` names the input field. The message says what to do. */
export class InvalidInputError extends Error {
  override name = 'InvalidInputError'
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

/** The thing exists already. */
export class ConflictError extends Error {
  override name = 'ConflictError'
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

/** A creating request that was carried out before under the same idempotency key; `resultId` is what it made. */
export class RepeatedRequestError extends Error {
  override name = 'RepeatedRequestError'
  readonly resultId: string
  constructor(resultId: string) {
    super('the request was carried out before')
    this.resultId = resultId
  }
}

/** An idempotency key that was used for another request. */
export class IdempotencyKeyReusedError extends Error {
  override name = 'IdempotencyKeyReusedError'
}

/** E-mail address or password is wrong; never says which. */
export class WrongCredentialsError extends Error {
  override name = 'WrongCredentialsError'
}

/** Nobody gives a role that may do more than they may, nor ends what holds one. `path` names the input field. */
export class RoleTooHighError extends Error {
  override name = 'RoleTooHighError'
  readonly path: string
  constructor(path: string, message: string) {
    super(message)
    this.path = path
  }
}

/** The last owner of the instance who can sign in cannot go. */
export class LastOwnerError extends Error {
  override name = 'LastOwnerError'
}

/** A one-time code that is unknown, used or expired. */
export class CodeInvalidError extends Error {
  override name = 'CodeInvalidError'
}

/** Too many attempts; try again after that moment. */
export class TooManyAttemptsError extends Error {
  override name = 'TooManyAttemptsError'
  readonly retryAfterSeconds: number
  constructor(retryAfterSeconds: number, why = 'Too many attempts.') {
    super(`${why} Try again in ${inWords(retryAfterSeconds)}.`)
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** From two minutes on nobody counts the seconds; rounded up, so that it is never too early. */
function inWords(seconds: number): string {
  if (seconds === 1) return 'a second'
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
}

/** A policy that cannot be previewed within the work that one preview may take. */
export class PolicyTooCostlyError extends InvalidInputError {
  override name = 'PolicyTooCostlyError'
  constructor() {
    super(
      'document',
      'The preview would take more work than one preview may: the rules have too many patterns for so many groups. Nothing was counted. Name groups by "name" or "prefix" instead of "glob" where that says the same, or have fewer rules.',
    )
  }
}

/** As many of the same kind are under way as may be; the caller tries again when one is done. */
export class BusyError extends Error {
  override name = 'BusyError'
  readonly retryAfterSeconds: number
  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
