// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source files
import { api, core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** RFC 7644 section 3.5.2: requirements 48 to 62. */
export const patch: readonly Mutation[] = [
  mutation(
    '48',
    'a PATCH needs no schemas',
    core('patch/parse-patch.ts', 'if (!isArray(schemas) || !schemas.some(isPatchOp)) {', 'if (isPatchOp(null)) {'),
  ),
  mutation(
    '48',
    'an unknown op is a replace',
    core(
      'patch/parse-patch.ts',
      '  throw invalidSyntax(`${where}: "op" must be "add"',
      '  return \'replace\'\n  throw invalidSyntax(`${where}: "op" must be "add"',
    ),
  ),
  mutation(
    '49',
    'operations run from the last to the first',
    core(
      'patch/apply-patch.ts',
      'for (const operation of operations) patch',
      'for (const operation of [...operations].reverse()) patch',
    ),
  ),
  mutation(
    '49',
    'a bad operation is passed over',
    core(
      'patch/apply-patch.ts',
      'for (const operation of operations) patch.apply(operation)',
      'for (const operation of operations) try { patch.apply(operation) } catch {}',
    ),
  ),
  mutation(
    '50',
    'PATCH always answers 204',
    api(
      'routes/resources.ts',
      'if (options.projection === undefined && (view.tooLarge || empty)) {',
      'if (view.tooLarge || empty || !empty) {',
    ),
  ),
  mutation(
    '50 E-17',
    'PATCH answers 202',
    api(
      'routes/resources.ts',
      'return single(exchange, typed, view, options.projection, 200)\n}\n\nasync function remove',
      'return single(exchange, typed, view, options.projection, 202)\n}\n\nasync function remove',
    ),
  ),
  mutation(
    '51',
    'what follows a path is not read',
    core('syntax/parser.ts', "if (this.#token.kind !== 'end') throw this.#expected('the end of the path')", ''),
  ),
  mutation(
    '51 71',
    'the URN of the base schema is unknown',
    core('schema/find-attribute.ts', '  if (urn === type.schema.id.toLowerCase()) {', "  if (urn === '') {"),
  ),
  mutation(
    '51',
    'a filter on a singular attribute is not refused',
    core('patch/target.ts', 'if (!reference.attribute.multiValued) {', "if (reference.path === '') {"),
  ),
  mutation(
    '14 23 52',
    'read-only targets can be patched',
    core(
      'patch/apply-patch.ts',
      "if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {\n      this.#skipReadOnly",
      "if (attribute.name === '') {\n      this.#skipReadOnly",
    ),
  ),
  mutation(
    '14 52 95',
    'read-only targets are passed over',
    core('patch/apply-patch.ts', 'throw mutability(`${path} is read-only.`)', ''),
  ),
  mutation(
    '52',
    'unknown attributes are passed over',
    core(
      'patch/apply-patch.ts',
      'else this.#applyToTarget(op, findTarget(this.#type, path, { asMember: false }), value)',
      'else if (routeMember(this.#type, path.attribute.name) !== undefined) this.#applyToTarget(op, findTarget(this.#type, path, { asMember: false }), value)',
    ),
  ),
  mutation(
    '53',
    'the former primary value stays primary',
    core(
      'patch/element-operations.ts',
      'return elements.map((element, index) => (touched.has(index) ? element : demote(definition, element)))',
      'return elements',
    ),
  ),
  mutation(
    '54 60',
    'an add or replace needs no value',
    core(
      'patch/parse-patch.ts',
      "if (op !== 'remove' && value === undefined) throw",
      "if (op !== 'remove' && where === '') throw",
    ),
  ),
  mutation(
    '54',
    'without a path any value will do',
    core(
      'patch/apply-patch.ts',
      '    if (!isObject(object)) {\n      throw invalidValue(`Without',
      '    if (!isObject(object)) {\n      return\n      throw invalidValue(`Without',
    ),
  ),
  mutation(
    '55 60',
    'a complex value is replaced, not merged',
    core('patch/merge.ts', 'const after = new Map(before)', 'const after = new Map<AttributeDefinition, Json>()'),
  ),
  mutation(
    '55',
    'every PATCH makes a new version',
    provisioning(
      'resources/update-resource.ts',
      'if (sameDocument && added.length === 0 && removed.length === 0) return viewResource(trx, typed, row, options)',
      '',
    ),
  ),
  mutation(
    '54 55',
    'add replaces the list',
    core(
      'patch/element-operations.ts',
      "return op === 'replace' ? given : addElements(definition, elements, given)",
      'return given',
    ),
  ),
  mutation(
    '56',
    'remove without a path is another error',
    core('errors.ts', "noTarget = badRequest('noTarget')", "noTarget = badRequest('invalidPath')"),
  ),
  mutation(
    '56',
    'remove without a path does nothing',
    core(
      'patch/parse-patch.ts',
      "if (op === 'remove' && path === undefined) throw",
      "if (op === 'remove' && where === '') throw",
    ),
    core(
      'patch/apply-patch.ts',
      "if (op === 'remove') throw noTarget(",
      "if (op === 'remove') return\n    if (op === 'remove') throw noTarget(",
    ),
  ),
  mutation(
    '57',
    'remove without a filter removes nothing',
    core('patch/element-operations.ts', "value === '') return []\n", "value === '') return elements\n"),
  ),
  mutation(
    '57',
    'remove with a filter removes all',
    core(
      'patch/element-operations.ts',
      'return elements.filter((_, index) => !selected.has(index))\n  const rest',
      'return []\n  const rest',
    ),
  ),
  mutation(
    '57',
    'a filter of members that is not by value removes nobody',
    provisioning(
      'resources/change-members.ts',
      'const values = await matchingMembers(trx, typed, groupId, change)',
      'const values: string[] = []',
    ),
  ),
  mutation(
    '58',
    'required attributes can be removed',
    core(
      'patch/merge.ts',
      'if (definition.required) throw mutability(`${path} is required and cannot be removed.`)',
      '',
    ),
  ),
  mutation(
    '59',
    'replace without a path clears what it does not list',
    core(
      'patch/apply-patch.ts',
      '    this.#applyMembers(op, object, undefined)\n',
      "    for (const each of op === 'replace' ? this.#type.schema.attributes : []) if (!each.required) this.#draft.set(each, undefined)\n    this.#applyMembers(op, object, undefined)\n",
    ),
  ),
  mutation(
    '59 60',
    'replace appends',
    core(
      'patch/element-operations.ts',
      "return op === 'replace' ? given : addElements(definition, elements, given)",
      'return addElements(definition, elements, given)',
    ),
  ),
  mutation(
    '57 61',
    'the filter of a path selects every value',
    core(
      'patch/element-operations.ts',
      'if (target.filter === undefined || target.matcher',
      'if (target.filter !== undefined || target.matcher',
    ),
  ),
  mutation(
    '61',
    'a whole value that matches nothing is made',
    core('patch/element-operations.ts', "if (sub === undefined && op === 'replace') throw missing()", ''),
  ),
  mutation(
    '61',
    'a filter that no value follows from matches nothing and is passed over',
    core(
      'patch/element-operations.ts',
      'if (terms === undefined) throw missing()',
      'if (terms === undefined) return elements',
    ),
  ),
  mutation(
    '62',
    'changing the value of a member is passed over',
    core(
      'patch/member-operations.ts',
      'throw mutability(`${path} cannot be changed: remove the member and add another.`)',
      'return []',
    ),
  ),
]
