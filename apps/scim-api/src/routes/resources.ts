import {
  createResource,
  getResource,
  listResources,
  patchResource,
  type ResourceView,
  readMembership,
  removeResource,
  replaceResource,
  type TypedSpace,
  type WriteOptions,
} from '@rollcall/provisioning'
import {
  type ListQuery,
  namesVersion,
  notFound,
  type Projection,
  parseListQuery,
  parseProjection,
  parseSearchRequest,
  toEtag,
} from '@rollcall/scim-core'
import type { Answer, Exchange, Route } from '../exchange.ts'
import { toErrorAnswer } from '../http/error-answer.ts'
import { locationOf, renderResource } from '../render/render-resource.ts'
import { relationShapes, resourceShapes } from '../render/render-written.ts'
import { renderWholeList, streamList } from '../render/stream-list.ts'
import { streamMembers } from '../render/stream-members.ts'

/** Users, Groups and every other type alike (RFC 7644 section 3). */
export const resourceRoutes: readonly Route[] = [
  {
    path: '/',
    handlers: { GET: (exchange) => list(exchange, allSpaces(exchange), parseListQuery(exchange.query)) },
  },
  {
    path: '/.search',
    handlers: {
      POST: async (exchange) => list(exchange, allSpaces(exchange), parseSearchRequest(await exchange.readBody())),
    },
  },
  {
    path: '/:endpoint',
    handlers: {
      GET: (exchange) => list(exchange, [spaceNamed(exchange)], parseListQuery(exchange.query)),
      POST: create,
    },
  },
  {
    path: '/:endpoint/.search',
    handlers: {
      POST: async (exchange) => list(exchange, [spaceNamed(exchange)], parseSearchRequest(await exchange.readBody())),
    },
  },
  { path: '/:endpoint/:id', handlers: { GET: read, PUT: replace, PATCH: patch, DELETE: remove } },
]

const allSpaces = ({ directory, types }: Exchange): TypedSpace[] => types.types.map((type) => ({ directory, type }))

function spaceNamed({ directory, types, params }: Exchange): TypedSpace {
  const endpoint = `/${params.endpoint ?? ''}`
  const type = types.types.find((candidate) => candidate.endpoint.toLowerCase() === endpoint.toLowerCase())
  if (type === undefined) {
    const known = types.types.map((candidate) => candidate.endpoint).join(', ')
    throw notFound(
      `There is no "${endpoint}" here; this directory has ${known}. Check the base URL in your identity provider.`,
    )
  }
  return { directory, type }
}

const idOf = ({ params }: Exchange): string => params.id ?? ''

const projectionOf = (exchange: Exchange, typed: TypedSpace): Projection | undefined =>
  parseProjection(typed.type, parseListQuery(exchange.query))

function writeOptions(exchange: Exchange, typed: TypedSpace): WriteOptions {
  const ifMatch = exchange.header('if-match')
  return {
    projection: projectionOf(exchange, typed),
    ifMatch: ifMatch === undefined ? undefined : (version) => namesVersion(ifMatch, version),
  }
}

async function list(exchange: Exchange, spaces: readonly TypedSpace[], query: ListQuery): Promise<Answer> {
  const { parts, count, total, nextCursor } = await listResources(exchange.ctx, spaces, query, (typed, projection) =>
    resourceShapes(exchange, typed, projection),
  )
  const startIndex = query.cursor === undefined ? query.startIndex : undefined
  const head = { total, startIndex, nextCursor, itemsPerPage: count }
  if (parts.every((part) => 'text' in part || part.views.every((view) => !view.tooLarge))) {
    return { status: 200, ...(await renderWholeList(exchange, head, parts)) }
  }
  exchange.enterStream()
  return { status: 200, stream: streamList(exchange, head, parts) }
}

async function create(exchange: Exchange): Promise<Answer> {
  const typed = spaceNamed(exchange)
  const options = writeOptions(exchange, typed)
  const { view } = await createResource(exchange.ctx, typed, await exchange.readBody(), options)
  return written(exchange, typed, view, options.projection, 201)
}

async function read(exchange: Exchange): Promise<Answer> {
  const typed = spaceNamed(exchange)
  const projection = projectionOf(exchange, typed)
  const view = await getResource(exchange.ctx, typed, idOf(exchange), projection)
  const ifNoneMatch = exchange.header('if-none-match')
  if (ifNoneMatch !== undefined && namesVersion(ifNoneMatch, view.row.version)) {
    return { status: 304, headers: { ETag: toEtag(view.row.version) } }
  }
  return single(exchange, typed, view, projection, 200)
}

async function replace(exchange: Exchange): Promise<Answer> {
  const typed = spaceNamed(exchange)
  const options = writeOptions(exchange, typed)
  const { view } = await replaceResource(exchange.ctx, typed, idOf(exchange), await exchange.readBody(), options)
  return written(exchange, typed, view, options.projection, 200)
}

async function patch(exchange: Exchange): Promise<Answer> {
  const typed = spaceNamed(exchange)
  const options = writeOptions(exchange, typed)
  const body = await exchange.readBody()
  const { view, empty } = await patchResource(exchange.ctx, typed, idOf(exchange), body, options)
  // A big group is not sent back for each member that moves; an empty list of operations gets an empty answer.
  if (options.projection === undefined && (view.tooLarge || empty)) {
    return { status: 204, headers: { ETag: toEtag(view.row.version) } }
  }
  return written(exchange, typed, view, options.projection, 200)
}

async function remove(exchange: Exchange): Promise<Answer> {
  const typed = spaceNamed(exchange)
  await removeResource(exchange.ctx, typed, idOf(exchange), writeOptions(exchange, typed))
  return { status: 204 }
}

function single(
  exchange: Exchange,
  typed: TypedSpace,
  view: ResourceView,
  projection: Projection | undefined,
  status: number,
): Answer | Promise<Answer> {
  if (view.tooLarge) return large(exchange, typed, view, projection, status)
  return { status, headers: headersOf(exchange, typed, view), body: renderResource(exchange, typed, view, projection) }
}

/**
 * What was written. Its many members are read apart, after the commit: when that cannot be done now, the answer goes out without them, since no error could
 * say truly that nothing was changed.
 */
async function written(
  exchange: Exchange,
  typed: TypedSpace,
  view: ResourceView,
  projection: Projection | undefined,
  status: number,
): Promise<Answer> {
  try {
    return await single(exchange, typed, view, projection, status)
  } catch (error) {
    if (!view.tooLarge || toErrorAnswer(error, exchange.ctx.requestId).unexpected) throw error
    return single(exchange, typed, { ...view, tooLarge: false }, projection, status)
  }
}

/** A resource of many members, read again with the ids of all of them: what is shown, the version included, is as it is by then. */
async function large(
  exchange: Exchange,
  typed: TypedSpace,
  { row }: ResourceView,
  projection: Projection | undefined,
  status: number,
): Promise<Answer> {
  exchange.enterStream()
  const membership = await readMembership(exchange.ctx, typed, row.id, relationShapes(exchange, typed, projection))
  if (membership === undefined) throw notFound(`${typed.type.name} ${row.id} was removed meanwhile.`)
  const headers = headersOf(exchange, typed, membership.view)
  const stream = streamMembers(exchange, typed, membership, projection)
  const texts: string[] = []
  // What comes in one piece goes out in one, with its length in front.
  for (let each = await stream.next(); each.done !== true; each = await stream.next()) {
    texts.push(each.value)
    if (texts.length > 2) return { status, headers, stream: followedBy(texts, stream) }
  }
  return { status, headers, body: texts.join('') }
}

async function* followedBy(texts: readonly string[], rest: AsyncIterable<string>): AsyncGenerator<string> {
  yield* texts
  yield* rest
}

function headersOf(exchange: Exchange, typed: TypedSpace, { row }: ResourceView): Record<string, string> {
  const location = locationOf(exchange, typed, row.id)
  return { ETag: toEtag(row.version), Location: location, 'Content-Location': location }
}
