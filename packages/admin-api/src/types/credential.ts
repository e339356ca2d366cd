import type { ApiContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { loadDirectory } from '../load-row.ts'
import { CredentialKindEnum, CredentialStateEnum } from '../schema/enums.ts'
import { CredentialRef, DirectoryRef, NodeRef } from '../schema/refs.ts'

/** Whether a secret with these dates would be accepted now. */
export function stateOf(row: { revoked_at: string | null; expires_at: string | null }, { operation }: ApiContext) {
  if (row.revoked_at !== null) return 'revoked' as const
  return row.expires_at !== null && row.expires_at <= operation.now().toISOString()
    ? ('expired' as const)
    : ('active' as const)
}

CredentialRef.implement({
  description:
    "What a directory's identity provider authenticates with. The secret is shown once, by the mutation that made it.",
  interfaces: [NodeRef],
  fields: (t) => ({
    id: t.id({ resolve: (row) => toGlobalId('Credential', row.id, row.tenant_id) }),
    databaseId: t.string({ description: 'The id the command line uses.', resolve: (row) => row.id }),
    directory: t.field({
      type: DirectoryRef,
      resolve: (row, _args, ctx) => loadDirectory(ctx, row.tenant_id, row.directory_id),
    }),
    kind: t.field({ type: CredentialKindEnum, resolve: (row) => row.kind }),
    name: t.exposeString('name'),
    username: t.exposeString('username', { nullable: true, description: 'Of BASIC credentials.' }),
    lastFour: t.string({ description: 'The last four characters of the secret.', resolve: (row) => row.last_four }),
    state: t.field({ type: CredentialStateEnum, resolve: (row, _args, ctx) => stateOf(row, ctx) }),
    createdAt: t.field({ type: 'Instant', resolve: (row) => row.created_at }),
    expiresAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.expires_at }),
    revokedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.revoked_at }),
    lastUsedAt: t.field({ type: 'Instant', nullable: true, resolve: (row) => row.last_used_at }),
  }),
})
