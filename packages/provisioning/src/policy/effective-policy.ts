import type { DirectoryRow } from '@rollcall/store'
import type { DirectoryPolicy, PolicyDocument } from './policy-document.ts'

/** A tenant's policy as one directory's requests need it. */
export interface EffectivePolicy {
  readonly version: number
  /** The whole document, without other directories' parts; organisations stand in it by id, so that a rename leaves rules as they are. */
  readonly tenant: Omit<PolicyDocument, 'directories'>
  readonly directory: DirectoryPolicy
  /** Some directory of the tenant links people, so that the others' people must be found even while they arrive. */
  readonly links?: true
}

/** What a directory's row keeps. `organisationIds` by name. */
export function effectivePolicyText(
  version: number,
  { directories, ...tenant }: PolicyDocument,
  slug: string,
  organisationIds: ReadonlyMap<string, string>,
): string {
  const organisations = tenant.organisations && {
    rules: tenant.organisations.rules.map((rule) => ({
      ...rule,
      organisation: organisationIds.get(rule.organisation) ?? rule.organisation,
    })),
  }
  const policy: EffectivePolicy = {
    version,
    tenant: organisations === undefined ? tenant : { ...tenant, organisations },
    directory: directories?.[slug] ?? {},
    ...(Object.values(directories ?? {}).some(({ link }) => link !== undefined) && { links: true }),
  }
  return JSON.stringify(policy)
}

const NONE: EffectivePolicy = { version: 0, tenant: {}, directory: {} }
const CAPACITY = 200
const parsed = new Map<string, EffectivePolicy>()

/** The policy that a directory's requests are judged by; read once for each text. Version 0: the tenant has none. */
export function policyOf({ policy: text }: Pick<DirectoryRow, 'policy'>): EffectivePolicy {
  if (text === null) return NONE
  let policy = parsed.get(text)
  if (policy === undefined) {
    policy = JSON.parse(text) as EffectivePolicy
    if (parsed.size >= CAPACITY) parsed.clear()
    parsed.set(text, policy)
  }
  return policy
}

/** Whether anything but SCIM itself follows from the directory's resources. Where nothing does, nothing is looked up. */
export const isGoverned = (directory: Pick<DirectoryRow, 'policy' | 'role_prefix'>): boolean =>
  directory.policy !== null || directory.role_prefix !== null
