import { badInput } from '../errors.ts'
import { builder } from './builder.ts'

/** RFC 3339 with an offset, milliseconds at most kept. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/

builder.scalarType('Instant', {
  description: 'A moment, ISO 8601 with an offset: 2026-01-31T09:30:00.000Z.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : value),
  parseValue: (value) => {
    const date = typeof value === 'string' && INSTANT.test(value) ? new Date(value) : undefined
    if (date === undefined || Number.isNaN(date.getTime())) {
      throw badInput('An Instant is ISO 8601 text with an offset, such as 2026-01-31T09:30:00Z.')
    }
    return date
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
})
