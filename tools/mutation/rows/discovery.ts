import { api, core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** RFC 7643 sections 5 to 7 and RFC 7644 section 4: requirements 29 to 36. */
export const discovery: readonly Mutation[] = [
  mutation(
    '29',
    'what is not supported is left out',
    core('protocol/discovery.ts', 'changePassword: { supported: options.changePassword },', ''),
  ),
  mutation(
    '75',
    'a page holds as many as the client asks for',
    provisioning(
      'resources/list-resources.ts',
      'Math.min(query.count ?? DEFAULT_PAGE, MAX_PAGE)',
      'query.count ?? DEFAULT_PAGE',
    ),
  ),
  mutation('30', 'a scheme has a type of its own', api('routes/discovery.ts', "type: 'httpbasic',", "type: 'basic',")),
  mutation(
    '31 33',
    'schemas are not served one by one',
    api('routes/discovery.ts', "path: '/Schemas/:name',", "path: '/Schemas/all/:name',"),
  ),
  mutation(
    '31',
    'an unknown name gets the first of the list',
    api(
      'routes/discovery.ts',
      'if (found === undefined) {',
      'if (found === undefined) return documents[0] ?? {}\n  if (found === undefined) {',
    ),
  ),
  mutation(
    '32',
    'a resource type does not say its extensions',
    core(
      'protocol/discovery.ts',
      'definition.schemaExtensions.map(({ schema, required }) => ({ schema, required })),',
      '[],',
    ),
  ),
  mutation(
    '33',
    'our own characteristics are published',
    core(
      'protocol/discovery.ts',
      'return {\n    name: attribute.name,\n    type,',
      'return {\n    ...(attribute as object),\n    name: attribute.name,\n    type,',
    ),
  ),
  mutation(
    '33 E-25',
    'what is absent is published as null',
    core(
      'protocol/discovery.ts',
      '...(canonicalValues === undefined ? {} : { canonicalValues }),',
      'canonicalValues: canonicalValues ?? null,',
    ),
  ),
  mutation(
    '34',
    'a filter on discovery is ignored',
    api('routes/discovery.ts', 'if (exchange.query.filter !== undefined)', "if (exchange.query.filter === '')"),
  ),
  mutation(
    '35 97',
    'a wrong method is a 404',
    api(
      'scim-api.ts',
      'if (handler === undefined) throw',
      "if (handler === undefined) throw notFound('Nothing.')\n  if (handler === undefined) throw",
    ),
  ),
  mutation(
    '36',
    'discovery is looked at before the credential',
    api(
      'scim-api.ts',
      'match = await authenticate(',
      "if (discoveryRoutes.some((each) => each === route)) throw notFound('Nothing.')\n    match = await authenticate(",
    ),
  ),
]
