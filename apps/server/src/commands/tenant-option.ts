import { getTenant, type OperationContext } from '@rollcall/provisioning'

/** The tenant that `--tenant` names by slug or id; undefined where the option is not given. Throws NotFoundError. */
export const tenantIdOf = async (ctx: OperationContext, tenant: string | undefined): Promise<string | undefined> =>
  tenant === undefined ? undefined : (await getTenant(ctx, tenant)).id
