// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source files
import { api, core, type Mutation, mutation, provisioning, store } from '../mutation.ts'

/** RFC 7643: requirements 1 to 28. */
export const dataModel: readonly Mutation[] = [
  mutation(
    '1 E-8',
    'attribute names are compared as they are written',
    core(
      'schema/lookup.ts',
      'each.name.toLowerCase(), each]))\n    indexes.set(list, index)\n  }\n  return index.get(name.toLowerCase())',
      'each.name, each]))\n    indexes.set(list, index)\n  }\n  return index.get(name)',
    ),
  ),
  mutation('2', '`$ref` is no name', core('syntax/attribute-path.ts', '/^\\$?[A-Za-z]', '/^[A-Za-z]')),
  mutation(
    '3',
    'attributes are caseExact unless they say otherwise',
    core('schema/define.ts', "caseExact: input.type === 'binary' || input.type === 'reference',", 'caseExact: true,'),
  ),
  mutation(
    '4',
    'strings are normalised when stored',
    core(
      'resource/values.ts',
      'LIMITS.stringLength} characters.`)\n      }\n      return value',
      "LIMITS.stringLength} characters.`)\n      }\n      return value.normalize('NFC')",
    ),
  ),
  mutation(
    '4 E-24',
    'strings lose the blanks around them',
    core(
      'resource/values.ts',
      'LIMITS.stringLength} characters.`)\n      }\n      return value',
      'LIMITS.stringLength} characters.`)\n      }\n      return value.trim()',
    ),
  ),
  mutation(
    '5 E-5',
    'a boolean that comes as text is stored as text',
    core('resource/values.ts', "\n  return text === 'true'\n}", '\n  return value as never\n}'),
  ),
  mutation(
    '5',
    'any text is a boolean',
    core('resource/values.ts', "if (text !== 'true' && text !== 'false') throw", "if (text === '') throw"),
  ),
  mutation(
    '6 68',
    'a date without a time is a dateTime',
    core(
      'filter/date-time.ts',
      'if (match === null) return undefined',
      'if (match === null) return /^[0-9]{4}-[0-9-]{5}$/.test(text) ? `${text}T00:00:00.000000000` : undefined',
    ),
  ),
  mutation(
    '6',
    'meta.created is a date only',
    provisioning(
      'resources/create-resource.ts',
      'created_at: at.toISOString(),',
      'created_at: at.toISOString().slice(0, 10),',
    ),
  ),
  mutation('7', 'binary is any text', core('resource/values.ts', 'return toBinary(value, path)\n', 'return value\n')),
  mutation(
    '8',
    '`$ref` lacks the endpoint',
    api('render/render-resource.ts', ': `${baseUrl}${type.endpoint}/${row.id}`', ': `${baseUrl}/${row.id}`'),
  ),
  mutation(
    '9',
    'several values may be primary',
    core('resource/finish.ts', 'if (elements.filter(isPrimary).length > 1) throw', 'if (elements.length < 0) throw'),
  ),
  mutation(
    '9',
    'equal (type, value) pairs are stored twice',
    core('resource/values.ts', 'return mergeDuplicates(definition, elements)', 'return elements'),
  ),
  mutation(
    '10 E-11',
    'null is a value',
    core(
      'resource/json.ts',
      "return value === undefined || value === null || value === '' ||",
      "return value === undefined || value === '' ||",
    ),
  ),
  mutation(
    '10 E-10 E-11',
    'an empty string is a value',
    core(
      'resource/json.ts',
      "return value === undefined || value === null || value === '' ||",
      'return value === undefined || value === null ||',
    ),
  ),
  mutation(
    '11',
    'schemas lists every extension of the type',
    core(
      'resource/finish.ts',
      'type.extensions.filter((each) => each.required || used.includes(each))',
      'type.extensions',
    ),
  ),
  mutation(
    '11',
    'the base schema may be missing in schemas',
    core('resource/accept.ts', 'if (!hasBase) throw', 'if (known.size === 0) throw'),
  ),
  mutation(
    '12 38 40',
    'an id of the client is taken over',
    provisioning(
      'resources/create-resource.ts',
      'options.id ?? ctx.newId())',
      'options.id ?? (body as { id?: string }).id ?? ctx.newId())',
    ),
  ),
  mutation(
    '12 76',
    '`returned: always` does not hold',
    core('projection/projection.ts', "if (attribute.returned === 'always') return true\n", '\n'),
  ),
  mutation(
    '12',
    'ids are compared without regard to case',
    store(
      'resources/resource.repository.ts',
      ".where('id', '=', id)\n      .where('directory_id'",
      ".where('id', '=', id.toLowerCase())\n      .where('directory_id'",
    ),
  ),
  mutation(
    '13 67',
    'externalId is compared without regard to case',
    core(
      'schema/common.ts',
      "as defined by the provisioning client.',\n    caseExact: true,",
      "as defined by the provisioning client.',\n    caseExact: false,",
    ),
  ),
  mutation(
    '13',
    'externalId is unique in the tenant, not in the directory',
    store(
      'migrations/0001-init.ts',
      'scim_resource_external_id_key on scim_resource (tenant_id, directory_id, type, external_id)',
      'scim_resource_external_id_key on scim_resource (tenant_id, type, external_id)',
    ),
  ),
  mutation(
    '14 38 E-20',
    'a read-only attribute in a body is refused',
    core(
      'resource/accept.ts',
      'if (this.#noteReadOnly && !isUnassigned(value)) this.#notes.ignoredReadOnly(path)',
      'if (this.#noteReadOnly && !isUnassigned(value)) throw mutability(path)',
    ),
  ),
  mutation(
    '38',
    'read-only attributes of a body are read',
    core(
      'resource/accept.ts',
      "if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {",
      "if (attribute.name === '') {",
    ),
  ),
  mutation('15', 'there is no Content-Location', api('routes/resources.ts', ", 'Content-Location': location }", ' }')),
  mutation(
    '16 45 89',
    'meta.version is not the ETag',
    api('render/render-resource.ts', 'version: toEtag(row.version),', 'version: String(row.version),'),
  ),
  mutation(
    '17',
    'lastModified stays as it was',
    provisioning('resources/update-resource.ts', 'const at = ctx.now().toISOString()', 'const at = row.updated_at'),
  ),
  mutation(
    '18',
    'a bare name wins over the value under the URN',
    core(
      'resource/route.ts',
      'members.some(isBare) ? [...members.filter(isBare), ...members.filter((each) => !isBare(each))] : members',
      'members',
    ),
  ),
  mutation(
    '19 28 65 67 E-19',
    'text is compared with regard to case',
    core('filter/keys.ts', 'definition.caseExact ? toStorable(value) : fold(value)', 'toStorable(value)'),
  ),
  mutation(
    '19 28 39 E-27',
    'two users may have one userName',
    provisioning('resources/create-resource.ts', "name_tie: namesAreUnique(typed) ? '' : id,", 'name_tie: id,'),
  ),
  mutation('19 58', 'blanks are a name', core('resource/finish.ts', "value.trim() === ''", "value === ''")),
  mutation(
    '20 E-28',
    'passwords are stored and returned',
    core('schema/user.ts', "returned: 'never',\n      discarded: true,", ''),
  ),
  mutation('20', 'passwords are stored, though never returned', core('schema/user.ts', 'discarded: true,', '')),
  mutation(
    '21 E-18',
    'inactive users are not listed',
    store(
      'query/compile-filter.ts',
      'and r.removed_at is null`',
      'and r.removed_at is null and coalesce(r.active, 1) = 1`',
    ),
    store(
      'resources/list-resources.ts',
      ".where('name_key', '=', nameKey)\n    .where('removed_at', 'is', null)",
      ".where('name_key', '=', nameKey)\n    .where('active', '=', 1)\n    .where('removed_at', 'is', null)",
    ),
    store(
      'resources/list-resources.ts',
      'and u.name_key = ${nameKey} and u.removed_at is null',
      'and u.name_key = ${nameKey} and u.active = 1 and u.removed_at is null',
    ),
  ),
  mutation(
    '22',
    'addresses have no region',
    core('schema/user.ts', "attribute({ name: 'region', description: 'The state or region component.' }),", ''),
  ),
  mutation(
    '23',
    'nested membership shows as direct',
    api('render/render-resource.ts', "type: row.depth === 1 ? 'direct' : 'indirect',", "type: 'direct',"),
  ),
  mutation(
    '23',
    'nested membership does not show',
    store('members/member.repository.ts', 'MAX_NESTING = 8', 'MAX_NESTING = 1'),
  ),
  mutation(
    '24 27 58',
    'a group needs no displayName',
    core(
      'schema/group.ts',
      "human-readable name for the Group.', required: true }",
      "human-readable name for the Group.' }",
    ),
  ),
  mutation('24', 'members have no type', api('render/render-resource.ts', '      type: row.type,\n', '')),
  mutation(
    '25',
    'a group that is its own member is left and removed in one',
    provisioning('resources/remove-resource.ts', 'if (groupId === id) continue', ''),
  ),
  mutation(
    '26',
    'the enterprise user has no division',
    core(
      'schema/enterprise-user.ts',
      "attribute({ name: 'division', description: 'Identifies the name of a division.' }),",
      '',
    ),
  ),
  mutation(
    '26 27',
    'manager.displayName can be written',
    core(
      'schema/enterprise-user.ts',
      "description: \"The displayName of the User's manager.\",\n          mutability: 'readOnly',",
      'description: "The displayName of the User\'s manager.",',
    ),
  ),
  mutation(
    '27',
    'complex attributes show a uniqueness',
    core(
      'protocol/discovery.ts',
      "type === 'complex' || type === 'boolean' ? {} : { uniqueness",
      "type === 'boolean' ? {} : { uniqueness",
    ),
  ),
  mutation(
    '27',
    'nickName is caseExact',
    core('schema/user.ts', "name: 'nickName',", "name: 'nickName', caseExact: true,"),
  ),
  mutation(
    '28',
    'composed and decomposed letters differ',
    core(
      'filter/keys.ts',
      "text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC')",
      'text.toLowerCase()',
    ),
  ),
]
