import { getTenant, type OperationContext } from '@rollcall/provisioning'

/** A role on the whole instance counts in any tenant, so an id that is no tenant's gets this far. Throws NotFoundError. */
export async function requireTenant(operation: OperationContext, tenantId: string): Promise<void> {
  await getTenant(operation, tenantId)
}
