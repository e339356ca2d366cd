import { setImmediate } from 'node:timers/promises'
import {
  type ListedPart,
  type ListedViews,
  planBatches,
  type ResourceView,
  readBatch,
  readMembership,
} from '@rollcall/provisioning'
import type { Answer, Exchange } from '../exchange.ts'
import { LIST_END, type ListHead, renderListHead } from './render-list.ts'
import { renderResource } from './render-resource.ts'
import { relationShapes, renderWritten } from './render-written.ts'
import { streamMembers } from './stream-members.ts'

/** So many resources are rendered before others get their turn. */
const RENDERED_AT_ONCE = 50

/** A list whose resources are all there, in one piece. */
export async function renderWholeList(
  exchange: Exchange,
  head: ListHead,
  parts: readonly ListedPart[],
): Promise<Pick<Answer, 'body' | 'bytes'>> {
  const pieces: (string | Uint8Array)[] = [renderListHead(head)]
  for (const [at, part] of parts.entries()) {
    if (at > 0) pieces.push(',')
    pieces.push('text' in part ? part.text : await renderViews(exchange, part))
  }
  pieces.push(LIST_END)
  if (pieces.every((piece) => typeof piece === 'string')) return { body: pieces.join('') }
  return { bytes: Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))) }
}

async function renderViews(exchange: Exchange, { typed, views, projection }: ListedViews): Promise<string> {
  const resources: string[] = []
  for (const view of views) {
    if (resources.length > 0 && resources.length % RENDERED_AT_ONCE === 0) await setImmediate()
    resources.push(renderView(exchange, typed, view, projection))
  }
  return resources.join(',')
}

const renderView = (...[exchange, typed, view, projection]: Parameters<typeof renderWritten>): string =>
  (view.texts === undefined ? renderResource : renderWritten)(exchange, typed, view, projection)

/**
 * A list of resources that together have more members than are held in memory: batch by batch, each of one snapshot and shown as it is by then. One
 * that was removed since the page was chosen is shown as it was, without members, so that the page stays as long as announced.
 */
export async function* streamList(
  exchange: Exchange,
  head: ListHead,
  parts: readonly ListedPart[],
): AsyncGenerator<string> {
  // With the first batch: until then a failure can still be told.
  let before = renderListHead(head)
  for (const part of parts) {
    for await (const text of streamPart(exchange, part)) {
      yield `${before}${text}`
      before = ''
    }
    before = ','
  }
  yield parts.length === 0 ? `${before}${LIST_END}` : LIST_END
}

async function* streamPart(exchange: Exchange, part: ListedPart): AsyncGenerator<string> {
  if ('text' in part) {
    yield typeof part.text === 'string' ? part.text : Buffer.from(part.text).toString()
    return
  }
  const { typed, projection, views } = part
  if (views.every((view) => !view.tooLarge)) {
    for (const [at, view] of views.entries()) {
      yield `${at === 0 ? '' : ','}${renderView(exchange, typed, view, projection)}`
    }
    return
  }
  const shapes = relationShapes(exchange, typed, projection)
  const listed = new Map(views.map((view) => [view.row.id, view]))
  let comma = ''
  for (const { ids, isLarge } of await planBatches(exchange.ctx, typed, [...listed.keys()])) {
    const found = isLarge ? [] : await readBatch(exchange.ctx, typed, ids, shapes)
    const present = new Map(found.map((view) => [view.row.id, view]))
    for (const id of ids) {
      const view = present.get(id)
      if (isLarge || view?.tooLarge === true) {
        const membership = await readMembership(exchange.ctx, typed, id, shapes, { begun: true })
        if (membership !== undefined) {
          yield comma
          yield* streamMembers(exchange, typed, membership, projection)
          comma = ','
          continue
        }
      }
      const shown = view?.tooLarge === false ? view : withoutMembers(listed.get(id) as ResourceView)
      yield `${comma}${renderWritten(exchange, typed, shown, projection)}`
      comma = ','
    }
  }
}

const withoutMembers = (view: ResourceView): ResourceView => ({ ...view, texts: { members: '', groups: undefined } })
