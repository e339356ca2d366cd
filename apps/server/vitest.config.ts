import { defineConfig, mergeConfig } from 'vitest/config'
import { base } from '../../vitest.base.ts'

// Without these conditions the GraphQL API would meet two builds of graphql in one process, as in packages/admin-api.
export default mergeConfig(base, defineConfig({ ssr: { resolve: { conditions: ['module', 'node'] } } }))
