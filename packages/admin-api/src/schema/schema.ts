import './scalars.ts'
import '../types/tenant.ts'
import '../types/organisation.ts'
import '../types/directory.ts'
import '../types/credential.ts'
import '../types/resource.ts'
import '../types/roles.ts'
import '../types/audit-event.ts'
import '../types/access.ts'
import '../types/role-prefix-preview.ts'
import '../types/definitions.ts'
import '../types/brake.ts'
import '../types/policy.ts'
import '../types/licence.ts'
import '../types/notice.ts'
import '../queries/query.ts'
import '../mutations/tenants.ts'
import '../mutations/directories.ts'
import '../mutations/credentials.ts'
import '../mutations/definitions.ts'
import '../mutations/brake.ts'
import '../mutations/policy.ts'
import '../mutations/notices.ts'
import '../mutations/roles.ts'
import '../mutations/access.ts'
import '../mutations/sign-in.ts'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { builder } from './builder.ts'

/** The whole schema of the admin API. */
export const schema = builder.toSchema()

/** The schema as text: what is committed as schema.graphql and served at /graphql/schema.graphql. */
export const schemaText = `${printSchema(lexicographicSortSchema(schema))}\n`
