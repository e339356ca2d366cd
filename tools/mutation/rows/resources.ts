import { api, core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** RFC 7644 sections 3.3 to 3.6: requirements 37 to 47. */
export const resources: readonly Mutation[] = [
  mutation(
    '37',
    'POST answers 200',
    api(
      'routes/resources.ts',
      'return single(exchange, typed, view, options.projection, 201)',
      'return single(exchange, typed, view, options.projection, 200)',
    ),
  ),
  mutation('37 45', 'there is no Location', api('routes/resources.ts', ' Location: location,', '')),
  mutation(
    '39 95',
    'a duplicate has no scimType',
    core('errors.ts', "new ScimError(409, detail, { scimType: 'uniqueness' })", 'new ScimError(409, detail)'),
  ),
  mutation(
    '41',
    'an unknown resource is a 500',
    provisioning(
      'resources/get-resource.ts',
      '  if (row === undefined) throw unknownResource(typed, id)',
      "  if (row === undefined) throw new Error('unknown')",
    ),
  ),
  mutation(
    '41 31 46',
    'not found is a 400',
    core('errors.ts', 'return new ScimError(404, detail)', 'return new ScimError(400, detail)'),
  ),
  mutation(
    '19 24 42 58',
    'required attributes may be missing',
    core('resource/finish.ts', '  checkRequired(draft, document)\n', ''),
  ),
  mutation(
    '42',
    'PUT changes immutable values',
    core(
      'resource/accept.ts',
      '!deepEqual(before, next)) throw isImmutable(path)',
      'before === next) throw isImmutable(path)',
    ),
  ),
  mutation(
    '42',
    'PUT changes read-only values',
    core(
      'resource/accept.ts',
      "if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {",
      "if (attribute.name === '') {",
    ),
    core(
      'resource/accept.ts',
      "if (attribute.mutability === 'readOnly' || (next",
      "if (attribute.name === '' || (next",
    ),
  ),
  mutation(
    '42',
    'PUT leaves members as they are',
    provisioning(
      'resources/update-resource.ts',
      'type.members === undefined ? [] : [{',
      'type.members !== undefined ? [] : [{',
    ),
  ),
  mutation(
    '43',
    'PUT keeps what is left out',
    core('resource/accept.ts', '(next === undefined && isKept(draft, attribute))', 'next === undefined'),
  ),
  mutation(
    '42',
    'PUT forgets who is inactive',
    core('resource/accept.ts', ' || attribute === draft.activeAttribute', ''),
  ),
  mutation(
    '44',
    'PUT creates what is not there',
    api(
      'routes/resources.ts',
      'const { view } = await replaceResource(exchange.ctx, typed, idOf(exchange), await exchange.readBody(), options)',
      'const body = await exchange.readBody()\n  const { view } = await replaceResource(exchange.ctx, typed, idOf(exchange), body, options).catch(() => createResource(exchange.ctx, typed, body, { ...options, id: idOf(exchange) }))',
    ),
  ),
  mutation(
    '46 E-18 E-27',
    'DELETE leaves the resource',
    provisioning('resources/remove-resource.ts', 'updated_at: at, removed_at: at }', 'updated_at: at }'),
  ),
  mutation(
    '47',
    'a deleted member stays in its groups',
    provisioning('resources/remove-resource.ts', '    await leaveGroups(ctx, trx, typed, id)\n', ''),
  ),
  mutation(
    '47',
    'the members of a deleted group stay in it',
    provisioning('resources/remove-resource.ts', 'await removeOtherMembers(trx, space.tenantId, id, [])', '[]'),
  ),
  mutation(
    '47',
    'a group keeps its version when a member is deleted',
    provisioning('resources/touch-group.ts', 'const version = row.version + 1', 'const version = row.version'),
  ),
]
