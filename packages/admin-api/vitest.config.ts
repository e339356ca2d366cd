import { defineConfig, mergeConfig } from 'vitest/config'
import { base } from '../../vitest.base.ts'

// Without these conditions our code would load graphql's development build and Yoga the other one: two GraphQLError classes.
export default mergeConfig(
  base,
  defineConfig({ ssr: { resolve: { conditions: ['module', 'node'] } }, test: { testTimeout: 30_000 } }),
)
