import { createHash } from 'node:crypto'
import { expiredCursor, invalidCursor, type ListQuery } from '@rollcall/scim-core'
import type { PageKey } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { SealBrokenError } from '../crypto/keyring.ts'
import type { TypedSpace } from './resource-space.ts'

/** How long a cursor stays good; announced as cursorTimeout (RFC 9865 section 4). */
export const CURSOR_TIMEOUT_SECONDS = 3_600

/** Where a walk stands: which type it is in, what was served last there, and the total told with the first page. */
export interface Place {
  readonly type: number
  readonly after: PageKey | undefined
  readonly total: number
}

/** A cursor opens for the question it was made for, and for no other: whose data, which types, filter and order. */
function questionOf(spaces: readonly TypedSpace[], query: ListQuery): string {
  const { filter, sortBy, sortOrder } = query
  const asked = [spaces[0]?.directory.id, spaces.map(({ type }) => type.name), filter, sortBy, sortOrder]
  return `cursor ${createHash('sha256').update(JSON.stringify(asked)).digest('base64url')}`
}

/** Encrypted, since a sort key may be somebody's name, and so tamper-proof; unreserved characters only. */
export function printCursor(
  ctx: OperationContext,
  spaces: readonly TypedSpace[],
  query: ListQuery,
  place: Place,
): string {
  const expires = Math.floor(ctx.now().getTime() / 1_000) + CURSOR_TIMEOUT_SECONDS
  const payload = JSON.stringify([expires, place.type, place.after ?? null, place.total])
  return ctx.keyring.wrap(Buffer.from(payload), questionOf(spaces, query)).toString('base64url')
}

/** Throws invalidCursor for one that we did not make for this question, expiredCursor for one that is too old. */
export function parseCursor(
  ctx: OperationContext,
  spaces: readonly TypedSpace[],
  query: ListQuery,
  cursor: string,
): Place {
  const [expires, type, after, total] = open(ctx, questionOf(spaces, query), cursor)
  if (expires * 1_000 < ctx.now().getTime()) {
    throw expiredCursor(`The cursor is older than ${CURSOR_TIMEOUT_SECONDS} seconds; start again from the first page.`)
  }
  return { type, after: after ?? undefined, total }
}

function open(ctx: OperationContext, question: string, cursor: string): [number, number, PageKey | null, number] {
  try {
    return JSON.parse(ctx.keyring.unwrap(Buffer.from(cursor, 'base64url'), question).toString())
  } catch (error) {
    if (!(error instanceof SealBrokenError)) throw error
    throw invalidCursor(
      'The cursor is not one of this query: use nextCursor of the page before, with the same filter and sorting.',
    )
  }
}
