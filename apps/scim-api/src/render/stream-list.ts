import { setImmediate } from 'node:timers/promises'
import { type ListedView, planBatches, type ResourceView, readBatch, readMembership } from '@rollcall/provisioning'
import type { Exchange } from '../exchange.ts'
import { LIST_END, type ListHead, renderList, renderListHead } from './render-list.ts'
import { renderResource } from './render-resource.ts'
import { relationShapes, renderWritten } from './render-written.ts'
import { streamMembers } from './stream-members.ts'

/** So many resources are rendered before others get their turn. */
const RENDERED_AT_ONCE = 50

/** A list whose resources are all there, as one text. */
export async function renderWholeList(
  exchange: Exchange,
  head: ListHead,
  views: readonly ListedView[],
): Promise<string> {
  const resources: string[] = []
  for (const { typed, view, projection } of views) {
    if (resources.length > 0 && resources.length % RENDERED_AT_ONCE === 0) await setImmediate()
    const render = view.texts === undefined ? renderResource : renderWritten
    resources.push(render(exchange, typed, view, projection))
  }
  return renderList(head, resources)
}

/**
 * A list of resources that together have more members than are held in memory: batch by batch, each of one snapshot and shown as it is by then. One
 * that was removed since the page was chosen is shown as it was, without members, so that the page stays as long as announced.
 */
export async function* streamList(
  exchange: Exchange,
  head: ListHead,
  views: readonly ListedView[],
): AsyncGenerator<string> {
  // With the first batch: until then a failure can still be told.
  let before = renderListHead(head)
  for (const part of partsOf(views)) {
    for await (const text of streamPart(exchange, part)) {
      yield `${before}${text}`
      before = ''
    }
    before = ','
  }
  yield views.length === 0 ? `${before}${LIST_END}` : LIST_END
}

/** Runs of one type, loaded alike. */
function partsOf(views: readonly ListedView[]): ListedView[][] {
  const parts: ListedView[][] = []
  for (const view of views) {
    const last = parts.at(-1)
    if (last?.[0]?.typed === view.typed && last[0].view.tooLarge === view.view.tooLarge) last.push(view)
    else parts.push([view])
  }
  return parts
}

async function* streamPart(exchange: Exchange, views: readonly ListedView[]): AsyncGenerator<string> {
  const [first] = views
  if (first === undefined) return
  const { typed, projection } = first
  if (!first.view.tooLarge) {
    for (const [at, { view }] of views.entries()) {
      const render = view.texts === undefined ? renderResource : renderWritten
      yield `${at === 0 ? '' : ','}${render(exchange, typed, view, projection)}`
    }
    return
  }
  const shapes = relationShapes(exchange, typed, projection)
  const listed = new Map(views.map(({ view }) => [view.row.id, view]))
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
