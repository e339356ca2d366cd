import type { DirectoryRow } from '@rollcall/store'
import type { DirectoryPolicy, PolicyDocument } from './policy-document.ts'
import { readShape } from './policy-shape.ts'

/** A tenant's policy as one directory's requests need it. */
export interface EffectivePolicy {
  readonly version: number
  /** The whole document, without other directories' parts; organisations stand in it by id, so that a rename leaves rules as they are. */
  readonly tenant: Omit<PolicyDocument, 'directories'>
  readonly directory: DirectoryPolicy
  /** Some directory of the tenant links people, so that the others' people must be found even while they arrive. */
  readonly links?: true
  /** This version cannot read the policy: nobody gains anything until it is applied again, and users can still be deactivated. */
  readonly unreadable?: true
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
    directory: ownEntry(directories, slug) ?? {},
    ...(Object.values(directories ?? {}).some(({ link }) => link !== undefined) && { links: true }),
  }
  return JSON.stringify(policy)
}

/** What the rows of a tenant's directories keep while its policy cannot be read. */
export const unreadablePolicyText = (version: number): string =>
  JSON.stringify({ version, tenant: {}, directory: {}, unreadable: true } satisfies EffectivePolicy)

/** What a policy says of one directory; a slug may be `constructor`. */
export const ownEntry = (directories: PolicyDocument['directories'], slug: string): DirectoryPolicy | undefined =>
  directories !== undefined && Object.hasOwn(directories, slug) ? directories[slug] : undefined

const NONE: EffectivePolicy = { version: 0, tenant: {}, directory: {} }
const CAPACITY = 200
const parsed = new Map<string, EffectivePolicy>()

/** The policy that a directory's requests are judged by; read once for each text. Version 0: the tenant has none. */
export function policyOf({ policy: text }: Pick<DirectoryRow, 'policy'>): EffectivePolicy {
  if (text === null) return NONE
  let policy = parsed.get(text)
  if (policy === undefined) {
    policy = read(text)
    if (parsed.size >= CAPACITY) parsed.clear()
    parsed.set(text, policy)
  }
  return policy
}

/** Never throws: one tenant's policy stops neither the start nor anybody else. */
function read(text: string): EffectivePolicy {
  let version = 0
  try {
    const policy = JSON.parse(text) as EffectivePolicy
    if (Number.isSafeInteger(policy.version)) ({ version } = policy)
    if (policy.unreadable === true) return { version, tenant: {}, directory: {}, unreadable: true }
    const shape = readShape({ ...policy.tenant, directories: { [DIRECTORY]: policy.directory } })
    if (shape !== undefined) {
      const { directories, ...tenant } = shape
      return { ...policy, tenant, directory: directories?.[DIRECTORY] ?? {} }
    }
  } catch {
    // Told by `unreadable`, wherever it matters.
  }
  return { version, tenant: {}, directory: {}, unreadable: true }
}

/** Whatever its slug is, to the shape of a policy it is a directory. */
const DIRECTORY = 'directory'

/** Whether anything but SCIM itself follows from the directory's resources. Where nothing does, nothing is looked up. */
export const isGoverned = (directory: Pick<DirectoryRow, 'policy' | 'role_prefix'>): boolean =>
  directory.policy !== null || directory.role_prefix !== null
