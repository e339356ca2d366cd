import { readFileSync } from 'node:fs'
import { InvalidInputError } from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'

/** A file that an option names, as JSON. Throws InvalidInputError. */
export function readJson(path: string): Json {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Json
  } catch (error) {
    throw new InvalidInputError('file', `The file ${path} cannot be read as JSON: ${(error as Error).message}.`)
  }
}
