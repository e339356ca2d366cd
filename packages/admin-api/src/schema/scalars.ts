import { parseMoment } from '@rollcall/scim-core'
import { badInput } from '../errors.ts'
import { builder } from './builder.ts'

builder.scalarType('Instant', {
  description: 'A moment, ISO 8601 with an offset: 2026-01-31T09:30:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
  parseValue: (value) => {
    const date = typeof value === 'string' ? parseMoment(value) : undefined
    if (date === undefined) {
      throw badInput(
        'An Instant is a moment that exists, as ISO 8601 text with an offset, such as 2026-01-31T09:30:00Z.',
      )
    }
    return date
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
})
