import { notFound, type Projection, preconditionFailed, type ScimError } from '@rollcall/scim-core'
import type { ResourceRow } from '@rollcall/store'
import type { TypedSpace } from './resource-space.ts'

export interface WriteOptions {
  /** What the answer will show. */
  readonly projection?: Projection | undefined
  /** Judges the If-Match header against the current version, inside the transaction that writes. */
  readonly ifMatch?: ((version: number) => boolean) | undefined
}

export function checkPrecondition(row: ResourceRow, options: WriteOptions): void {
  if (options.ifMatch?.(row.version) === false) {
    throw preconditionFailed(
      `The resource is at version W/"${row.version}", not at the one If-Match names. Read it again and repeat the change.`,
    )
  }
}

export const unknownResource = (typed: TypedSpace, id: string): ScimError =>
  notFound(`No ${typed.type.name} has the id "${id}" in this directory.`)
