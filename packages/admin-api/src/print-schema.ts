import { writeFileSync } from 'node:fs'
import { schemaText } from './schema/schema.ts'

/** `pnpm run print-schema`: writes schema.graphql, which a test compares with the code. */
writeFileSync(new URL('../schema.graphql', import.meta.url), schemaText)
