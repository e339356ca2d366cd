import {
  findValuePlace,
  type Json,
  parseFilter,
  type ResourceType,
  resolveFilter,
  type ScimError,
} from '@rollcall/scim-core'
import type { z } from 'zod'
import { toLocalPlace } from '../authority/local-places.ts'
import { checkNames } from '../check-names.ts'
import { ContractFault, compileContract } from '../contract/compile-contract.ts'
import { personTypeOf } from '../definitions/definitions.ts'
import { InvalidInputError } from '../errors.ts'
import { toRole } from '../roles/role-prefix.ts'
import { describeIssue } from './describe-issue.ts'
import { type DirectoryPolicy, type PolicyDocument, policyDocument } from './policy-document.ts'

/** What a policy may name: it is checked against what is there. */
export interface PolicySurroundings {
  readonly directories: readonly { readonly slug: string; readonly definitions: string | null }[]
  readonly organisations: readonly string[]
}

/** Checks a policy, shape and sense, and fills in its defaults. Throws InvalidInputError that names the place. */
export function readPolicy(document: Json, surroundings: PolicySurroundings): PolicyDocument {
  checkNames('policy', document)
  const result = policyDocument.safeParse(document, { error: describeIssue })
  if (!result.success) throw toInputError(result.error)
  const policy = result.data
  checkRules(policy, surroundings)
  checkRoles(policy)
  checkLicences(policy)
  for (const [slug, directory] of Object.entries(policy.directories ?? {})) {
    checkDirectory(`directories.${slug}`, slug, surroundings)
    checkContract(
      `directories.${slug}`,
      directory,
      surroundings.directories.find((each) => each.slug === slug),
    )
  }
  return policy
}

function toInputError(error: z.ZodError): InvalidInputError {
  const [issue] = error.issues
  const where = issue?.path.map(String).join('.') ?? ''
  const more = error.issues.length - 1
  return new InvalidInputError(
    where === '' ? 'document' : where,
    `${where === '' ? 'The policy' : where}: ${issue?.message ?? 'is not valid'}${more > 0 ? ` (and ${more} more)` : ''}.`,
  )
}

function checkRules(policy: PolicyDocument, surroundings: PolicySurroundings): void {
  const lists = [
    ['organisations.rules', policy.organisations?.rules ?? []],
    ['kinds.rules', policy.kinds?.rules ?? []],
    ['roles.rules', policy.roles?.rules ?? []],
    ['licences.rules', policy.licences?.rules ?? []],
  ] as const
  for (const [where, rules] of lists) {
    const seen = new Set<string>(['prefix'])
    rules.forEach((rule, index) => {
      const at = `${where}.${index}`
      if (seen.has(rule.id)) throw new InvalidInputError(`${at}.id`, `The rule id "${rule.id}" is taken.`)
      seen.add(rule.id)
      const { directory, filter } = rule.when
      if (directory !== undefined) checkDirectory(`${at}.when.directory`, directory, surroundings)
      if (filter !== undefined) checkFilter(`${at}.when.filter`, filter, surroundings, directory)
      if ('organisation' in rule && !surroundings.organisations.includes(rule.organisation)) {
        throw new InvalidInputError(
          `${at}.organisation`,
          `There is no organisation "${rule.organisation}". Create it first.`,
        )
      }
    })
  }
}

function checkDirectory(at: string, slug: string, { directories }: PolicySurroundings): void {
  if (directories.some((each) => each.slug === slug)) return
  throw new InvalidInputError(at, `There is no directory "${slug}" in this tenant.`)
}

/** It must make sense to every directory it can meet. */
function checkFilter(at: string, text: string, { directories }: PolicySurroundings, slug: string | undefined): void {
  const met = directories.filter((each) => slug === undefined || each.slug === slug)
  for (const definitions of met.length === 0 ? [undefined] : met) {
    const type = personTypeOf(definitions)
    if (type === undefined) continue
    try {
      resolveFilter(type, parseFilter(text))
    } catch (error) {
      throw new InvalidInputError(at, `The filter is not valid: ${(error as ScimError).message}`)
    }
  }
}

/** Every path must name something of the directory's people, and every pattern be one. */
function checkContract(
  at: string,
  { contract, authority }: DirectoryPolicy,
  definitions: { readonly definitions: string | null } | undefined,
): void {
  const type = personTypeOf(definitions)
  if (type === undefined) return
  const tried = (where: (error: Error) => string, act: () => unknown) => {
    try {
      act()
    } catch (error) {
      const place = `${at}.${where(error as Error)}`
      throw new InvalidInputError(place, `${place}: ${(error as Error).message}`)
    }
  }
  if (contract !== undefined) {
    tried(
      (error) => (error instanceof ContractFault ? `contract.${error.at}` : 'contract'),
      () => compileContract(type, contract),
    )
  }
  authority?.local.forEach((path, index) => {
    tried(
      () => `authority.local.${index}`,
      () => checkLocal(type, path, contract),
    )
  })
}

/** A contract that takes nothing but what it lists would drop what an admin enters. */
function checkLocal(type: ResourceType, path: string, contract: DirectoryPolicy['contract']): void {
  const { reference } = toLocalPlace(type, path).place
  if (contract?.onlyListed !== true) return
  const listed = [...contract.required, ...contract.optional].map((each) => findValuePlace(type, each).reference.path)
  if (!listed.includes(reference.path)) throw new Error(`The attribute contract does not list "${reference.path}".`)
}

/** What no push may grant has no rule; what an admin must confirm is confirmed for a group. */
function checkRoles({ roles }: PolicyDocument): void {
  if (roles === undefined) return
  const keysOf = (names: readonly string[]) => new Set(names.map((name) => toRole(name).key))
  const kept = keysOf(roles.protected)
  const privileged = keysOf(roles.privileged)
  roles.rules.forEach((rule, index) => {
    const at = `roles.rules.${index}.role`
    const { key } = toRole(rule.role)
    if (kept.has(key)) throw new InvalidInputError(at, `The role "${rule.role}" is protected: no rule grants it.`)
    if (rule.when.group === undefined && privileged.has(key)) {
      throw new InvalidInputError(
        at,
        `The role "${rule.role}" is privileged: name a group for which an admin can confirm it.`,
      )
    }
  })
}

function checkLicences({ licences }: PolicyDocument): void {
  if (licences === undefined) return
  const keys = licences.types.map((each) => each.key)
  const known = (at: string, key: string) => {
    if (!keys.includes(key)) throw new InvalidInputError(at, `There is no licence "${key}" among the types.`)
  }
  licences.types.forEach((type, index) => {
    const at = `licences.types.${index}`
    if (keys.indexOf(type.key) !== index)
      throw new InvalidInputError(`${at}.key`, `The licence "${type.key}" is there twice.`)
    if ((type.exhausted === 'fallback') !== (type.fallback !== undefined)) {
      throw new InvalidInputError(`${at}.fallback`, 'Give "fallback" with, and only with, exhausted "fallback".')
    }
    if (type.fallback !== undefined) known(`${at}.fallback`, type.fallback)
  })
  if (licences.default !== null) known('licences.default', licences.default)
  for (const [index, rule] of licences.rules.entries()) known(`licences.rules.${index}.licence`, rule.licence)
}
