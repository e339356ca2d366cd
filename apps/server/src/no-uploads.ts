/**
 * In the bundle, in the place of a parser of `multipart/form-data` that a library brings along: such requests are refused before a body is read, so
 * nothing asks for one.
 */
export class Busboy {
  constructor() {
    throw new Error('this server reads no multipart/form-data')
  }
}
