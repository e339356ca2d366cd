import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type InputShapeFromFields,
  type PothosOutputFieldConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core'
import { hasRoleIn, isAllowed, type Permission, WHOLE_INSTANCE } from '@rollcall/provisioning'
import type { GraphQLFieldResolver } from 'graphql'
import type { ApiContext } from '../context.ts'
import { forbidden, unauthenticated } from '../errors.ts'

/** The scope of a field: a tenant's id, WHOLE_INSTANCE, or undefined for an id that is none. */
export type ScopeOf<Parent, Args> = (
  parent: Parent,
  args: Args,
  ctx: ApiContext,
) => Promise<string | undefined> | string | undefined

/**
 * Who may use a field. `anyone` and `signed-in` fields look after what they show themselves (the viewer, lists cut down to what the caller may see).
 * A scope that comes out of an argument is one the caller may know nothing of: where no role of theirs counts, it answers as if the thing did not exist.
 */
export type Access<Parent, Args> =
  | 'anyone'
  | 'signed-in'
  | {
      readonly permission: Permission | ((parent: Parent, args: Args) => Permission)
      readonly scope: typeof WHOLE_INSTANCE | ScopeOf<Parent, Args>
      /** What the field answers for a thing that does not exist; null when not given. */
      readonly missing?: (parent: Parent, args: Args) => unknown
    }

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>
    }
    interface FieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      ParentShape = unknown,
      Type extends TypeParam<Types> = TypeParam<Types>,
      Nullable extends FieldNullability<Type> = FieldNullability<Type>,
      Args extends InputFieldMap = InputFieldMap,
      ResolveShape = unknown,
      ResolveReturnShape = unknown,
    > {
      access?: Access<ParentShape, InputShapeFromFields<Args>>
    }
  }
}

/** Every root field says who may use it, and one function checks all of them. */
class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { access } = config.pothosOptions as { access?: Access<unknown, unknown> }
    if (config.parentType === 'Query' || config.parentType === 'Mutation') {
      if (access === undefined) throw new Error(`${config.parentType}.${config.name} does not say who may use it`)
    }
    return access === undefined ? config : { ...config, extensions: { ...config.extensions, access } }
  }

  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    const { access } = (config.extensions ?? {}) as { access?: Access<unknown, unknown> }
    if (access === undefined || access === 'anyone') return resolver
    return async (parent, args, ctx, info) => {
      const verdict = await check(access, parent, args, ctx as unknown as ApiContext)
      if (verdict === 'missing')
        return (typeof access === 'object' ? access.missing?.(parent, args) : undefined) ?? null
      return resolver(parent, args, ctx, info)
    }
  }
}

/** The one place that checks access. Throws UNAUTHENTICATED or FORBIDDEN; `missing` is the answer for what does not exist. */
async function check(
  access: Exclude<Access<unknown, unknown>, 'anyone'>,
  parent: unknown,
  args: unknown,
  ctx: ApiContext,
): Promise<'allowed' | 'missing'> {
  if (ctx.caller.kind === 'anonymous') throw unauthenticated()
  if (access === 'signed-in') return 'allowed'
  const { grants } = ctx.caller
  const scope = typeof access.scope === 'function' ? await access.scope(parent, args, ctx) : access.scope
  // That there is an instance is no secret; that there is such a tenant is.
  if (scope === undefined || (scope !== WHOLE_INSTANCE && !hasRoleIn(grants, scope))) return 'missing'
  const permission = typeof access.permission === 'function' ? access.permission(parent, args) : access.permission
  if (!isAllowed(grants, permission, scope)) {
    const where = scope === WHOLE_INSTANCE ? 'the instance' : 'this tenant'
    throw forbidden(`Your role does not include ${permission} on ${where}.`)
  }
  return 'allowed'
}

SchemaBuilder.registerPlugin('access', AccessPlugin)

export default 'access' as const
