import { type Membership, membershipPieces, type TypedSpace, writeMemberPiece } from '@rollcall/provisioning'
import type { Projection } from '@rollcall/scim-core'
import type { Exchange } from '../exchange.ts'
import { relationShapes, renderAroundMembers } from './render-written.ts'

/** A resource and all its members, piece by piece: each is made by the database when the one before has been sent. */
export async function* streamMembers(
  exchange: Exchange,
  typed: TypedSpace,
  membership: Membership,
  projection: Projection | undefined,
): AsyncGenerator<string> {
  const { members } = relationShapes(exchange, typed, projection)
  const { before, after } = renderAroundMembers(exchange, typed, membership.view, projection)
  let start = before
  for (const ids of membershipPieces(membership)) {
    const text = members === undefined ? '' : await writeMemberPiece(exchange.ctx, typed, ids, members)
    if (text === '') continue
    yield `${start}${text}`
    start = ','
  }
  yield start === before ? `${before}${after}` : after
}
