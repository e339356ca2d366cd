import { core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** RFC 9865: requirements 80 to 87. */
export const cursorPaging: readonly Mutation[] = [
  mutation(
    '80',
    'cursor paging is not announced',
    core('protocol/discovery.ts', '...(pagination === undefined ? {} : { pagination: { ...pagination } }),', ''),
  ),
  mutation(
    '81 82',
    'every cursor opens the first page',
    provisioning(
      'resources/list-resources.ts',
      'let { type, after } = place',
      'let { type } = place\n  let after: PageKey | undefined',
    ),
  ),
  mutation(
    '81',
    'a bare cursor is no cursor',
    core(
      'protocol/list-query.ts',
      '...(cursor === undefined ? {} : { cursor }),',
      "...(cursor === undefined || cursor === '' ? {} : { cursor }),",
    ),
  ),
  mutation(
    '82',
    'the last page has a nextCursor',
    provisioning(
      'resources/list-resources.ts',
      'const nextCursor = more ? printCursor',
      'const nextCursor = more || limit > 0 ? printCursor',
    ),
  ),
  mutation(
    '83',
    'cursors hold reserved characters',
    provisioning(
      'resources/cursor.ts',
      "questionOf(spaces, query)).toString('base64url')",
      "questionOf(spaces, query)).toString('base64url') + '='",
    ),
  ),
  mutation(
    '83',
    'cursors can be read',
    provisioning(
      'resources/cursor.ts',
      'return ctx.keyring.wrap(Buffer.from(payload), questionOf(spaces, query))',
      'return Buffer.from(payload)',
    ),
  ),
  mutation(
    '84',
    'a cursor that is none of ours is a 500',
    provisioning(
      'resources/cursor.ts',
      'if (!(error instanceof SealBrokenError)) throw error',
      'if (error instanceof SealBrokenError) throw error',
    ),
  ),
  mutation(
    '84',
    'a cursor opens for any question',
    provisioning(
      'resources/cursor.ts',
      '[spaces[0]?.directory.id, spaces.map(({ type }) => type.name), filter, sortBy, sortOrder]',
      '[filter, sortBy, sortOrder].slice(3)',
    ),
  ),
  mutation(
    '84',
    'cursors never expire',
    provisioning('resources/cursor.ts', 'if (expires * 1_000 < ctx.now().getTime()) {', 'if (expires < 0) {'),
  ),
  mutation(
    '84',
    'a bad count is an invalidValue with a cursor too',
    core(
      'protocol/list-query.ts',
      'cursor === undefined ? invalidValue : invalidCount',
      'cursor === undefined ? invalidValue : invalidValue',
    ),
  ),
  mutation(
    '85',
    'totalResults is what the page holds',
    provisioning(
      'resources/list-resources.ts',
      'total: place.total, nextCursor }',
      'total: views.length, nextCursor }',
    ),
  ),
  mutation(
    '86',
    'cursor paging is the default',
    core('protocol/list-query.ts', '...(cursor === undefined ? {} : { cursor }),', "cursor: cursor ?? '',"),
  ),
  mutation(
    '87',
    '.search does not read the cursor',
    core(
      'protocol/list-query.ts',
      "  if (typeof value === 'string') return value\n  if (typeof value === 'number'",
      "  if (typeof value === 'string') return name === 'cursor' ? undefined : value\n  if (typeof value === 'number'",
    ),
  ),
]
