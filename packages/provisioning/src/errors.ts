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
