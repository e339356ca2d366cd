import { describe, expect, test } from 'vitest'
import { checkAlias } from './directories/alias.ts'
import { fixedPathOwner, fixedPaths } from './fixed-paths.ts'
import { checkSlug } from './validate-input.ts'

describe('a path of the server', () => {
  test.each(fixedPaths())('is no slug and no beginning of an alias: %s', (part) => {
    expect(fixedPathOwner(part)).toBeDefined()
    expect(() => checkSlug('slug', part)).toThrow(/reserved|not a slug/)
    for (const alias of [`${part}/x`, `/${part.toUpperCase()}/x/`, `${part}/okta/scim`])
      expect(() => checkAlias(alias), alias).toThrow(/reserved|no path for a directory/)
  })

  test('takes nothing from names that only begin like it', () => {
    for (const slug of ['v10', 'scim-test', 'r2', 'tt', 'v1-parked']) expect(checkSlug('slug', slug)).toBe(slug)
    for (const alias of ['api/v1/SCIM/SCIMOkta', 'v10/events', 'acme/v1', 'search.acme/x'])
      expect(checkAlias(alias)).toBe(alias)
  })
})
