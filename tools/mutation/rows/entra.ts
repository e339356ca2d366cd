import { api, core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** What Microsoft Entra ID relies on beside the RFCs: E-1 to E-28. */
export const entra: readonly Mutation[] = [
  mutation(
    'E-1',
    'op is read in lower case only',
    core('patch/parse-patch.ts', 'const lower = op.toLowerCase()', 'const lower = op'),
  ),
  mutation(
    'E-3',
    'a bare name does not find an extension',
    core(
      'schema/find-attribute.ts',
      'return holders.length === 1 && holders[0]',
      'return holders.length === 0 && holders[0]',
    ),
  ),
  mutation(
    'E-3 70',
    'a comparison after a value path is not read',
    core(
      'syntax/parser.ts',
      "if (!this.#isPunctuation('.')) return { kind: 'ValuePath'",
      "if (!this.#isPunctuation('..')) return { kind: 'ValuePath'",
    ),
  ),
  mutation(
    'E-6',
    'dotted names are no paths',
    core(
      'resource/route.ts',
      'const reference = findByText(type, name, within)',
      "const reference = name.includes('.') ? undefined : findByText(type, name, within)",
    ),
  ),
  mutation(
    'E-7 E-9',
    'a value path that matches nothing makes nothing',
    core(
      'patch/element-operations.ts',
      'if (terms === undefined) throw missing()',
      'if (terms !== null) throw missing()',
    ),
  ),
  mutation(
    'E-7',
    'each operation on a typed value makes another',
    core(
      'patch/element-operations.ts',
      'if (selected.size === 0) return createElement',
      'if (selected.size >= 0) return createElement',
    ),
  ),
  mutation(
    'E-9',
    'a boolean is not compared with text',
    core(
      'filter/keys.ts',
      "return text === 'true' || text === 'false' ? text : undefined",
      'return text === null ? text : undefined',
    ),
  ),
  mutation(
    'E-6 E-10',
    'a text is no manager',
    core('resource/values.ts', "if (main === undefined || typeof value !== 'string') {", 'if (main !== null) {'),
  ),
  mutation(
    'E-10',
    'an array round a value is refused',
    core('resource/values.ts', 'if (value.length > 1) throw', 'if (value.length > 0) throw'),
  ),
  mutation(
    'E-12',
    'of many members the first is added',
    core(
      'resource/members.ts',
      'const list = isArray(value) ? value : [value]',
      'const list = isArray(value) ? value.slice(0, 1) : [value]',
    ),
  ),
  mutation(
    'E-12',
    'a null `$ref` is refused',
    core(
      'resource/members.ts',
      'const type = isObject(element) ?',
      'if (isObject(element) && element.$ref === null) throw invalidValue(path)\n  const type = isObject(element) ?',
    ),
  ),
  mutation(
    'E-13',
    'a remove of members with values empties the group',
    core(
      'patch/member-operations.ts',
      "if (op === 'remove' && (value === undefined || value === null || value === '')) return",
      "if (op === 'remove') return",
    ),
  ),
  mutation(
    'E-14 57',
    'a remove of one member empties the group',
    core(
      'patch/member-operations.ts',
      "[values === undefined ? { kind: 'removeMatching', filter: resolved } : removal(values)]",
      '[replaceBy([])]',
    ),
  ),
  mutation(
    'E-15',
    'a foreign schema is refused',
    core(
      'resource/accept.ts',
      "notes.add('unknownSchema', urn, 'The schema is unknown here and was ignored.')",
      'throw invalidValue(urn)',
    ),
  ),
  mutation(
    'E-16',
    'members are shown though they are excluded',
    provisioning(
      'resources/resource-view.ts',
      'members !== undefined && projectionIncludes(projection, members.name)',
      'members !== undefined',
    ),
    core('projection/projection.ts', '  if (isExcluded(projection, path)) return false\n', ''),
  ),
  mutation(
    'E-20',
    'an extension that is listed must have data',
    core(
      'resource/accept.ts',
      '    checkSchemas(this.draft.type,',
      "    for (const { schema } of this.draft.type.extensions) if (JSON.stringify(own(body, 'schemas') ?? '').includes(schema.id) && own(body, schema.id) === undefined) throw invalidValue(schema.id)\n    checkSchemas(this.draft.type,",
    ),
  ),
  mutation(
    'E-22',
    'an empty list of operations is refused',
    core(
      'patch/parse-patch.ts',
      'if (!isArray(operations)) throw',
      'if (!isArray(operations) || operations.length === 0) throw',
    ),
  ),
  mutation(
    'E-22',
    'an empty list of operations answers the resource',
    api(
      'routes/resources.ts',
      'if (options.projection === undefined && (view.tooLarge || empty)) {',
      'if (options.projection === undefined && view.tooLarge) {',
    ),
  ),
  mutation(
    'E-23',
    'a directory has room for no request',
    api('http/admission.ts', 'const OF_ONE_DIRECTORY = 0.4', 'const OF_ONE_DIRECTORY = 0'),
  ),
]
