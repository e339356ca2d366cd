import { type DirectoryPreset, type DirectoryRow, getOrganisation, insertDirectory, lockTenant } from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { tenantDefinitions } from '../definitions/effective-definitions.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { policyTextFor } from '../policy/apply-policy.ts'
import { onUniqueViolation } from '../translate-errors.ts'
import { checkName, checkOneOf, checkSlug } from '../validate-input.ts'
import { checkActivation } from './check-activation.ts'

export const DIRECTORY_PRESETS: readonly DirectoryPreset[] = ['okta-catalogue', 'okta-wizard', 'entra', 'generic']

export interface CreateDirectoryInput {
  readonly tenantId: string
  readonly slug: string
  readonly name: string
  readonly preset?: string | undefined
  readonly organisationId?: string | undefined
  readonly rolePrefix?: string | undefined
  /** Default: the prefix matches in any letter case. */
  readonly rolePrefixCaseExact?: boolean | undefined
  /** A directory starts Inactive unless told otherwise. */
  readonly activate?: boolean | undefined
}

/** Makes one identity provider's link into a tenant. */
export async function createDirectory(ctx: OperationContext, input: CreateDirectoryInput): Promise<DirectoryRow> {
  const now = ctx.now().toISOString()
  const row: DirectoryRow = {
    tenant_id: input.tenantId,
    id: ctx.newId(),
    slug: checkSlug('slug', input.slug),
    name: checkName('name', input.name),
    preset: checkOneOf('preset', input.preset ?? 'generic', DIRECTORY_PRESETS),
    status: input.activate ? 'active' : 'inactive',
    organisation_id: input.organisationId ?? null,
    role_prefix: checkRolePrefix(input.rolePrefix),
    role_prefix_case_exact: Number(input.rolePrefixCaseExact ?? false),
    unresolved_members: 'keep',
    definitions: null,
    policy: null,
    alias: null,
    rate_limit: null,
    version: 1,
    created_at: now,
    updated_at: now,
  }
  const taken = () => new ConflictError('slug', `The tenant has a directory with the slug "${row.slug}" already.`)
  return onUniqueViolation({ directory_slug_key: taken }, () =>
    ctx.store.transaction(input.tenantId, async (trx) => {
      await claimIdempotency(ctx, trx, row.tenant_id, row.id)
      if (row.organisation_id !== null) await getOrganisation(trx, row.tenant_id, row.organisation_id)
      // Definitions applied to the tenant meanwhile must not miss the new directory.
      await lockTenant(trx, row.tenant_id)
      const policy = await policyTextFor(trx, row.tenant_id, row.slug)
      if (row.status === 'active') checkActivation({ policy })
      const created = { ...row, definitions: await tenantDefinitions(trx, row.tenant_id), policy }
      await insertDirectory(trx, created)
      await appendAuditEvent(ctx, trx, {
        tenantId: row.tenant_id,
        action: 'directory.created',
        target: { type: 'directory', id: row.id },
        directoryId: row.id,
        data: plainData({
          after: {
            slug: row.slug,
            name: row.name,
            preset: row.preset,
            status: row.status,
            rolePrefix: row.role_prefix,
          },
        }),
      })
      return created
    }),
  )
}

/** undefined and '' both mean none. */
export function checkRolePrefix(value: string | undefined): string | null {
  if (value === undefined || value === '') return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused
  if (/[\u0000-\u001f\u007f]/.test(value))
    throw new InvalidInputError('rolePrefix', 'The role prefix holds control characters.')
  if (value.length > 100) throw new InvalidInputError('rolePrefix', 'The role prefix is longer than 100 characters.')
  return value
}
