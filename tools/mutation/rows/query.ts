// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source files
import { api, core, type Mutation, mutation, provisioning, store } from '../mutation.ts'

/** RFC 7644 section 3.4: requirements 63 to 79. */
export const query: readonly Mutation[] = [
  mutation(
    '63 86 E-27',
    'a list does not say its startIndex',
    api(
      'render/render-list.ts',
      'startIndex === undefined ? \'\' : `"startIndex":',
      'startIndex !== undefined ? \'\' : `"startIndex":',
    ),
  ),
  mutation(
    '63 E-2',
    'an empty list is a 404',
    api(
      'routes/resources.ts',
      '  const head = { total, startIndex,',
      "  if (total === 0) throw notFound('Nobody.')\n  const head = { total, startIndex,",
    ),
  ),
  mutation(
    '64 75 E-27',
    'startIndex is not looked at',
    provisioning('resources/list-resources.ts', 'offset: Math.max(0, query.startIndex - 1 - total),', 'offset: 0,'),
  ),
  mutation(
    '64 75',
    'totalResults is what the page holds',
    store(
      'resources/list-resources.ts',
      'if (onPage < query.limit && (onPage > 0 || query.offset === 0)) return query.offset + onPage',
      'if (onPage >= 0) return onPage',
    ),
  ),
  mutation(
    '65',
    'any word is an operator',
    core(
      'syntax/parser.ts',
      "if (operator !== 'pr' && !COMPARISONS.has(operator)) throw",
      "if (operator === '') throw",
    ),
  ),
  mutation(
    '65',
    'operators are read in lower case only',
    core(
      'syntax/parser.ts',
      "const operator = token.kind === 'word' ? token.text.toLowerCase() : ''",
      "const operator = token.kind === 'word' ? token.text : ''",
    ),
  ),
  mutation(
    '65 70',
    'or is and',
    store('query/compile-filter.ts', "filter.operator === 'and' ? sql` and ` : sql` or `", 'sql` and `'),
  ),
  mutation(
    '65 70',
    'not is not applied',
    store('query/compile-filter.ts', 'return sql`not (${compile(', 'return sql`(${compile('),
  ),
  mutation(
    '65',
    'what follows a filter is not read',
    core('syntax/parser.ts', `if (this.#token.kind !== 'end') throw this.#expected('"and", "or" or the end')`, ''),
  ),
  mutation(
    '66',
    'escapes in strings are kept as written',
    core('syntax/tokenizer.ts', 'value: JSON.parse(raw) as string', 'value: raw.slice(1, -1)'),
  ),
  mutation(
    '66',
    'null is compared the wrong way round',
    core(
      'filter/resolve.ts',
      "if (operator === 'eq') return { kind: 'not', operand: presence }",
      "if (operator === 'eq') return presence",
    ),
  ),
  mutation(
    '68',
    'every operator applies to every type',
    core('filter/resolve.ts', 'if (!works) throw invalidFilter(', "if (!works && path === '') throw invalidFilter("),
  ),
  mutation(
    '68',
    'gt counts the value itself',
    store('query/predicate.ts', 'return sql`${expression} > ${key}`', 'return sql`${expression} >= ${key}`'),
  ),
  mutation(
    '68',
    'the offset of a date is not looked at',
    core('filter/date-time.ts', 'Number(minute) - offset, Number(second)', 'Number(minute), Number(second)'),
  ),
  mutation(
    '69 70',
    'a complex value does not count as present',
    core('filter/entries.ts', "  entries.push({ path, element, key: '', lead })\n", ''),
  ),
  mutation(
    '21 69',
    'false does not count as present',
    provisioning(
      'resources/indexed.ts',
      "active: typeof active === 'boolean' ? Number(active) : null,",
      'active: active === true ? 1 : null,',
    ),
  ),
  mutation(
    '70 E-3',
    '`value` is not implied',
    core('filter/resolve.ts', "if (value === undefined || value.returned === 'never') {", 'if (value !== null) {'),
  ),
  mutation(
    '70',
    'the terms of a value path may meet different values',
    store(
      'query/compile-filter.ts',
      '...rest.map((term) => compile(scope, term, elements)),',
      '...rest.map((term) => compile(scope, term, undefined)),',
    ),
  ),
  mutation(
    '72 87',
    'at the root an attribute that a type lacks is refused',
    provisioning(
      'resources/list-resources.ts',
      "spaces.length > 1 ? ('unassigned' as const) : ('reject' as const)",
      "'reject' as const",
    ),
  ),
  mutation(
    '72',
    'at the root an attribute that a type lacks matches everything',
    core(
      'filter/resolve.ts',
      "const matches = value === null ? operator === 'eq' : operator === 'ne'",
      'const matches = value !== undefined',
    ),
  ),
  mutation(
    '73',
    'what is never returned can be filtered by',
    core(
      'filter/resolve.ts',
      "const hidden = reference?.attribute.returned === 'never' || reference?.subAttribute?.returned === 'never'",
      'const hidden = false',
    ),
  ),
  mutation(
    '74',
    'lists are not sorted',
    provisioning(
      'resources/list-resources.ts',
      'sortBy: query.sortBy === undefined ? undefined : findSortAttribute(',
      'sortBy: query.sortBy !== undefined ? undefined : findSortAttribute(',
    ),
  ),
  mutation(
    '74',
    'sortOrder is not looked at',
    provisioning('resources/list-resources.ts', "query.sortOrder === 'descending'", 'query.sortOrder === undefined'),
  ),
  mutation(
    '74',
    'missing values come where the database puts them',
    store('resources/list-resources.ts', 'sort?.nullable === true ? sql`(', 'sort?.nullable === undefined ? sql`('),
  ),
  mutation(
    '74',
    'the first value sorts, not the primary one',
    core('filter/entries.ts', 'const lead = primary === -1 ? 0 : primary', 'const lead = primary === -1 ? 0 : 0'),
  ),
  mutation(
    '75',
    'a startIndex below 1 is taken as it is',
    core(
      'protocol/list-query.ts',
      "Math.max(1, toInteger('startIndex', read('startIndex')) ?? 1)",
      "toInteger('startIndex', read('startIndex')) ?? 1",
    ),
  ),
  mutation(
    '75',
    'a negative count is taken as it is',
    core('protocol/list-query.ts', 'count === undefined ? undefined : Math.max(0, count)', 'count'),
  ),
  mutation(
    '76',
    'attributes is not looked at',
    core(
      'projection/projection.ts',
      'const included = attributes.length === 0 ? undefined :',
      'const included = attributes.length >= 0 ? undefined :',
    ),
  ),
  mutation(
    '76',
    'excludedAttributes is not looked at',
    core('projection/projection.ts', '  if (isExcluded(projection, path)) return false\n', ''),
  ),
  mutation(
    '76',
    'what is returned on request only is always returned',
    api('render/render-resource.ts', "returned === 'request' || returned === 'never')", "returned === 'never')"),
  ),
  mutation(
    '76',
    'writes answer the whole resource',
    api('routes/resources.ts', '    projection: projectionOf(exchange, typed),\n', '    projection: undefined,\n'),
  ),
  mutation(
    '77 78',
    'types have no .search',
    api('routes/resources.ts', "path: '/:endpoint/.search',", "path: '/:endpoint/.find',"),
  ),
  mutation('77 87', 'the root has no .search', api('routes/resources.ts', "path: '/.search',", "path: '/.find',")),
  mutation(
    '77',
    'a SearchRequest needs no schemas',
    core('protocol/list-query.ts', 'if (!isArray(schemas) || !schemas.some(isSearch)) {', 'if (isSearch(null)) {'),
  ),
  mutation(
    '75 79',
    'a count above maxResults is refused',
    provisioning(
      'resources/list-resources.ts',
      'const limit = Math.min(',
      "if ((query.count ?? 0) > MAX_PAGE) throw invalidPath('too many')\n  const limit = Math.min(",
    ),
  ),
]
