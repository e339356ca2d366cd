import { api, core, type Mutation, mutation, provisioning } from '../mutation.ts'

/** RFC 7644 section 3.7: requirements 88 to 92. */
export const bulk: readonly Mutation[] = [
  mutation(
    '88',
    'methods are read in upper case only',
    core('protocol/bulk.ts', 'each === named?.toUpperCase()', 'each === named'),
  ),
  mutation(
    '88',
    'a bulk request needs no schemas',
    core('protocol/bulk.ts', 'if (!isArray(schemas) || !schemas.some(names)) {', 'if (names(null)) {'),
  ),
  mutation(
    '88',
    'a POST needs no bulkId',
    core(
      'protocol/bulk.ts',
      "if (method === 'POST' && bulkId === undefined) return",
      "if (method === 'POST' && bulkId === '') return",
    ),
  ),
  mutation(
    '88 89',
    'the status of an operation is a number',
    api('routes/bulk.ts', 'return { ...common, status: String(status) }', 'return { ...common, status: status ?? 0 }'),
  ),
  mutation(
    '89',
    'a failed POST has a location',
    provisioning('bulk/run-bulk.ts', "target: method === 'POST' ? undefined : target,", 'target,'),
  ),
  mutation(
    '89',
    'the version of an operation is not looked at',
    provisioning(
      'bulk/run-bulk.ts',
      'version === undefined ? undefined : (current: number) => namesVersion(version, current)',
      'undefined',
    ),
  ),
  mutation(
    '90',
    'errors do not stop a bulk request',
    provisioning('bulk/run-bulk.ts', '= failOnErrors ?? Number.POSITIVE_INFINITY', '= Number.POSITIVE_INFINITY'),
  ),
  mutation(
    '90',
    'the first error stops every bulk request',
    provisioning('bulk/run-bulk.ts', 'failOnErrors ?? Number.POSITIVE_INFINITY', 'failOnErrors ?? 1'),
  ),
  mutation(
    '91',
    'bulkId references are stored as they are',
    provisioning(
      'bulk/resolve-references.ts',
      'return { references, data: await inTurns(data, (value) => replaceBulkReferences(value, toId), turns) }',
      'return { references, data }',
    ),
  ),
  mutation(
    '91',
    'references do not point forward',
    provisioning(
      'resources/create-resource.ts',
      'return [madeBeforehand, byExternalId].filter',
      'return [byExternalId].filter',
    ),
  ),
  mutation(
    '91',
    'references to nothing are not refused',
    provisioning('bulk/run-bulk.ts', 'this.#checkReferences(operation, part)', ''),
  ),
  mutation(
    '92',
    'any number of operations is taken',
    api('routes/bulk.ts', 'if (length > exchange.maxBulkOperations) {', 'if (length < 0) {'),
  ),
  mutation(
    '92',
    'a body of any size is taken',
    api('http/read-body.ts', 'maxBytes: MAX_BODY_BYTES,', 'maxBytes: 2 * MAX_BODY_BYTES,'),
  ),
]
