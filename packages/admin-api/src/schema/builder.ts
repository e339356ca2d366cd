import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import type { ApiContext } from '../context.ts'
import WorkPlugin from '../execution/work-plugin.ts'
import AccessPlugin from './access-plugin.ts'

export interface ApiTypes {
  Context: ApiContext
  Scalars: {
    ID: { Input: string; Output: string }
    /** Stored moments are text already; given ones are judged and become dates. */
    Instant: { Input: Date; Output: string | Date }
    JSON: { Input: unknown; Output: unknown }
  }
  DefaultFieldNullability: false
}

export const builder = new SchemaBuilder<ApiTypes>({
  plugins: [WorkPlugin, AccessPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  // The limits are applied to the whole operation before it runs (http/limits.ts), not field by field.
  complexity: { defaultComplexity: 1, defaultListMultiplier: 5, disabled: true },
})

builder.queryType({ description: 'Reading.' })
builder.mutationType({
  description:
    'Changing. What the caller can put right is told in userErrors of the payload; everything else in errors with extensions.code.',
})
