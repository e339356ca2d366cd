// biome-ignore-all lint/suspicious/noTemplateCurlyInString: pieces of source files
import { api, core, type Mutation, mutation, provisioning, store } from '../mutation.ts'

/** RFC 7644 sections 2, 3.8, 3.11 to 3.14, 6 and 7: requirements 93 to 104. */
export const http: readonly Mutation[] = [
  mutation(
    '93 E-21',
    'answers are application/json',
    api(
      'http/send.ts',
      "headers['Content-Type'] = 'application/scim+json'",
      "headers['Content-Type'] = 'application/json'",
    ),
  ),
  mutation(
    '93',
    'application/json is not taken',
    api('http/read-body.ts', 'application\\/(scim\\+json|json)', 'application\\/(scim\\+json)'),
  ),
  mutation(
    '94',
    'the status of an error is a number',
    core('errors.ts', 'status: String(error.status),', 'status: error.status,'),
  ),
  mutation('94', 'errors do not name their schema', core('errors.ts', '    schemas: [ERROR_URN],\n', '')),
  mutation(
    '95',
    'errors have no scimType',
    core('errors.ts', '...(error.scimType === undefined ? {} : { scimType: error.scimType }),', ''),
  ),
  mutation(
    '96',
    'malformed JSON is a 500',
    api(
      'http/parse-json.ts',
      'throw invalidSyntax(`The body is not valid JSON: ${(error as Error).message}.`)',
      'throw error',
    ),
  ),
  mutation('97', 'a 405 has no Allow', core('errors.ts', ', { headers: { Allow: list } })', ')')),
  mutation(
    '98',
    'a 401 has no WWW-Authenticate',
    api('http/credentials.ts', "unauthorized(detail, { 'WWW-Authenticate': CHALLENGE })", 'unauthorized(detail, {})'),
  ),
  mutation(
    '98',
    'the scheme word has one case',
    api('http/credentials.ts', '  if (/^bearer$/i.test(scheme)) {', "  if (scheme === 'Bearer') {"),
  ),
  mutation(
    '98 99',
    'a refused credential is a 403',
    core('errors.ts', 'new ScimError(401, detail, { headers })', 'new ScimError(403, detail, { headers })'),
  ),
  mutation(
    '99',
    'the body is read before the credential',
    api(
      'scim-api.ts',
      'match = await authenticate(',
      "if (req.method === 'POST') await readBody(req, res)\n    match = await authenticate(",
    ),
  ),
  mutation(
    '99',
    'the path is looked at before the credential',
    api(
      'scim-api.ts',
      'match = await authenticate(',
      'if (failure !== undefined) throw failure\n    match = await authenticate(',
    ),
  ),
  mutation(
    '100',
    'If-None-Match is not looked at',
    api(
      'routes/resources.ts',
      'if (ifNoneMatch !== undefined && namesVersion(',
      'if (ifNoneMatch === undefined && namesVersion(',
    ),
  ),
  mutation(
    '89 100',
    'If-Match is not looked at',
    provisioning(
      'resources/write-options.ts',
      'if (options.ifMatch?.(row.version) === false) {',
      'if (options.ifMatch?.(row.version) === undefined && row.version < 0) {',
    ),
  ),
  mutation('100', 'weak and strong tags differ', core('protocol/etag.ts', "tag.replace(/^W\\//, '')", 'tag')),
  mutation(
    '55 100',
    'the version of a group stays when its members move',
    provisioning(
      'resources/update-resource.ts',
      'if (sameDocument && added.length === 0 && removed.length === 0) return viewResource(trx, typed, row, options)',
      'if (sameDocument && (added.length > 0 || removed.length > 0)) return viewResource(trx, typed, row, options)',
    ),
  ),
  mutation(
    '101',
    '/Me is a 404',
    core('errors.ts', 'return new ScimError(501, detail)', 'return new ScimError(404, detail)'),
  ),
  mutation(
    '102',
    'there is no address without a version',
    api('http/address.ts', "['/scim/v2', '/scim']", "['/scim/v2']"),
  ),
  mutation(
    '103',
    'a resource is found from any directory of the tenant',
    store(
      'resources/resource.repository.ts',
      ".where('id', '=', id)\n      .where('directory_id', '=', directoryId)",
      ".where('id', '=', id)",
    ),
  ),
  mutation(
    '103',
    'a resource is found from any tenant',
    store(
      'resources/resource.repository.ts',
      ".where('tenant_id', '=', tenantId)\n      .where('id', '=', id)\n      .where('directory_id', '=', directoryId)",
      ".where('id', '=', id)",
    ),
  ),
  mutation(
    '103',
    'lists show every directory of the tenant',
    store('query/compile-filter.ts', 'and ${plus}r.directory_id = ${space.directoryId} and', 'and'),
  ),
  mutation(
    '103',
    'members come from any directory of the tenant',
    store(
      'members/member.repository.ts',
      'where r.directory_id = ${directoryId} and r.removed_at is null',
      'where r.removed_at is null',
    ),
  ),
  mutation('104', 'answers may be cached', api('http/send.ts', "    'Cache-Control': 'no-store',\n", '')),
  mutation(
    '104',
    'credentials are stored in clear',
    provisioning('crypto/secrets.ts', "hash('sha256', secret)", 'secret'),
  ),
]
