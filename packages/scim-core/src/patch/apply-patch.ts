import { invalidFilter, invalidValue, mutability, noTarget } from '../errors.ts'
import { ElementMatcher } from '../filter/evaluate.ts'
import { resolveElementFilter } from '../filter/resolve.ts'
import type { ResolvedFilter } from '../filter/resolved.ts'
import { countTerms } from '../filter/resolved-terms.ts'
import { LIMITS } from '../protocol/limits.ts'
import { Draft } from '../resource/draft.ts'
import { finishDocument } from '../resource/finish.ts'
import { deepEqual, isArray, isObject, isUnassigned, kindOf, own } from '../resource/json.ts'
import { Notes } from '../resource/notes.ts'
import { routeMembers } from '../resource/route.ts'
import type { Json, JsonObject, MemberChange, PatchedResource, ResourceDocument } from '../resource/types.ts'
import { toSingleValue, unwrap } from '../resource/values.ts'
import { findSchema } from '../schema/find-attribute.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition, SchemaDefinition } from '../schema/types.ts'
import { patchElements } from './element-operations.ts'
import { joinMemberChanges, type MemberOperation, toMemberChanges } from './member-operations.ts'
import { checkImmutable, checkRemovable, mergeComplex } from './merge.ts'
import type { PatchOperation } from './parse-patch.ts'
import { findTarget, findValuePathTarget, type Target, toMemberTarget, toPath } from './target.ts'

type Op = PatchOperation['op']

/**
 * Applies PATCH operations in order to a stored document (RFC 7644 section 3.5.2). All or nothing: a ScimError leaves the caller
 * with the document it had. Members become changes to the relation; the present ones are never read.
 */
export function applyPatch(
  type: ResourceType,
  operations: readonly PatchOperation[],
  current: ResourceDocument,
): PatchedResource {
  if (operations.length === 0) return { document: current, memberChanges: [], changed: false, notes: [] }
  const patch = new Patch(type, current)
  for (const operation of operations) patch.apply(operation)
  return patch.finish(current)
}

class Patch {
  readonly #type: ResourceType
  readonly #draft: Draft
  readonly #notes = new Notes()
  readonly #matcher = new ElementMatcher()
  readonly #memberChanges: MemberChange[] = []
  #terms = 0

  constructor(type: ResourceType, current: ResourceDocument) {
    this.#type = type
    this.#draft = new Draft(type, current)
  }

  apply(operation: PatchOperation): void {
    const { op, path, value } = operation
    if (path === undefined) {
      this.#applyToResource(op, value)
      return
    }
    const schema = path.filter === undefined ? findSchema(this.#type, path.attribute) : undefined
    if (schema !== undefined) this.#applyToSchema(op, schema, value)
    else this.#applyToTarget(op, findTarget(this.#type, path, { asMember: false }), value)
  }

  finish(current: ResourceDocument): PatchedResource {
    const document = finishDocument(this.#draft)
    return {
      document,
      memberChanges: joinMemberChanges(this.#memberChanges),
      changed: !deepEqual(document, current),
      notes: this.#notes.list,
    }
  }

  #applyToResource(op: Op, value: Json | undefined): void {
    if (op === 'remove') throw noTarget('"remove" needs a "path".')
    const object = unwrap(value ?? null, 'value', this.#notes)
    if (!isObject(object)) {
      throw invalidValue(`Without a "path" the "value" must be an object of attributes, found ${kindOf(object)}.`)
    }
    this.#applyMembers(op, object, undefined)
  }

  /** A path that is a whole URN, or a member of a value that is one. */
  #applyToSchema(op: Op, schema: SchemaDefinition, value: Json | undefined): void {
    if (schema === this.#type.schema) {
      this.#applyToResource(op, value)
    } else if (op === 'remove' || (op === 'replace' && isUnassigned(value))) {
      this.#clearExtension(schema)
    } else if (!isUnassigned(value)) {
      const object = unwrap(value ?? null, schema.id, this.#notes)
      if (!isObject(object)) throw invalidValue(`${schema.id}: expected an object, found ${kindOf(object)}.`)
      this.#applyMembers(op, object, schema)
    }
  }

  #clearExtension(schema: SchemaDefinition): void {
    for (const attribute of schema.attributes) {
      if (attribute.mutability === 'readOnly' || this.#draft.get(attribute) === undefined) continue
      const path = `${schema.id}:${attribute.name}`
      checkRemovable(attribute, this.#draft.get(attribute), path)
      this.#draft.set(attribute, undefined)
    }
  }

  /** RFC 7644 sections 3.5.2.1 and 3.5.2.3: a set of attributes. Entra writes dotted names, URNs and even value paths as names. */
  #applyMembers(op: Op, object: JsonObject, within: SchemaDefinition | undefined): void {
    for (const { name, value, route } of routeMembers(this.#type, object, within)) {
      if (route?.kind === 'schema') {
        this.#applyToSchema(op, route.schema, value)
        continue
      }
      const target =
        route === undefined ? findValuePathTarget(this.#type, name, within) : toMemberTarget(route.reference)
      if (target === undefined) {
        this.#notes.unknownAttribute(within === undefined ? name : `${within.id}:${name}`, value)
        continue
      }
      if (within === undefined) this.#notes.qualified(name, target.reference)
      this.#applyToTarget(op, target, value)
    }
  }

  #applyToTarget(op: Op, target: Target, value: Json | undefined): void {
    const { reference, subAttribute } = target
    const { attribute } = reference
    if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
      this.#skipReadOnly(target)
    } else if (attribute.name === 'schemas' && reference.extension === undefined) {
      this.#checkSchemas(op, target, value)
    } else if (attribute.discarded === true) {
      this.#notes.discarded(reference.path)
    } else if (attribute.relation !== undefined) {
      this.#changeMembers({ op, ...target, value })
    } else if (attribute.multiValued) {
      this.#applyToElements(op, target, value)
    } else {
      this.#applyToSingular(op, target, value)
    }
  }

  #changeMembers(operation: MemberOperation): void {
    for (const change of toMemberChanges(this.#type, operation, this.#notes)) {
      if (change.kind === 'removeMatching') this.#spend(change.filter)
      this.#memberChanges.push(change)
    }
  }

  /** Many operations with long filters over long lists would keep the server busy for seconds. */
  #spend(filter: ResolvedFilter): ResolvedFilter {
    this.#terms += countTerms(filter)
    if (this.#terms > LIMITS.patchFilterTerms) {
      throw invalidFilter(`The paths of one PATCH may hold ${LIMITS.patchFilterTerms} filter terms.`)
    }
    return filter
  }

  /** RFC 7644 section 3.5.2. As a member, what cannot be written is ignored: Okta repeats a group's `id` beside its new name. */
  #skipReadOnly(target: Target): void {
    const path = toPath(target)
    // display of a member is the server's; clients that set it mean no harm.
    if (
      target.asMember ||
      (target.reference.attribute.mutability !== 'readOnly' && target.reference.attribute.relation !== undefined)
    ) {
      this.#notes.ignoredReadOnly(path)
      return
    }
    throw mutability(`${path} is read-only.`)
  }

  /** `schemas` follows from the attributes that are present; only what would break it is refused. */
  #checkSchemas(op: Op, target: Target, value: Json | undefined): void {
    if (target.asMember || op === 'add') return
    const base = this.#type.schema.id.toLowerCase()
    const removesSome = op === 'remove' && (target.filter !== undefined || !isUnassigned(value))
    if (op === 'remove' && !removesSome) throw mutability('schemas is required and cannot be removed.')
    const list = isArray(value) ? value : [value]
    const hasBase = list.some((each) => typeof each === 'string' && each.toLowerCase() === base)
    if (op === 'remove' && (hasBase || target.filter !== undefined)) {
      throw mutability('schemas follows from the attributes that are present: remove those instead.')
    }
    if (op === 'replace' && !hasBase) throw invalidValue(`schemas must contain "${this.#type.schema.id}".`)
  }

  #applyToElements(op: Op, target: Target, value: Json | undefined): void {
    const { reference, filter, subAttribute } = target
    const { attribute, path } = reference
    const held = this.#draft.get(attribute)
    const before = isArray(held) ? held : []
    const after = patchElements(
      op,
      {
        attribute: reference,
        filter:
          filter === undefined
            ? undefined
            : { syntax: filter, resolved: this.#spend(resolveElementFilter(this.#type, reference, filter)) },
        subAttribute,
        matcher: this.#matcher,
      },
      before,
      value,
      this.#notes,
    )
    if (op === 'remove' && after.length === 0 && before.length > 0) checkRemovable(attribute, held, path)
    checkImmutable(attribute, held, after, path)
    this.#draft.set(attribute, after.length === 0 ? undefined : after)
  }

  #applyToSingular(op: Op, target: Target, value: Json | undefined): void {
    const { reference, subAttribute } = target
    const { attribute, path } = reference
    const before = this.#draft.get(attribute)
    if (subAttribute !== undefined) {
      this.#applyToSubAttribute(op, reference, subAttribute, value)
      return
    }
    if (op === 'remove') checkRemovable(attribute, before, path)
    const given = op === 'remove' ? null : unwrap(value ?? null, path, this.#notes)
    const after = isUnassigned(given) ? undefined : this.#toSingular(reference, before, given)
    checkImmutable(attribute, before, after, path)
    if (after === undefined && attribute === this.#draft.activeAttribute) {
      // It is always true or false: clearing it must not quietly bring somebody back.
      this.#notes.add('discarded', path, 'The attribute is always true or false and was left as it is.')
      return
    }
    this.#draft.set(attribute, after)
  }

  #toSingular(reference: AttributeReference, before: Json | undefined, given: Json): Json | undefined {
    const { attribute, path } = reference
    return attribute.type === 'complex'
      ? mergeComplex(attribute, before, given, path, this.#notes)
      : toSingleValue(attribute, given, path, this.#notes)
  }

  #applyToSubAttribute(op: Op, reference: AttributeReference, sub: AttributeDefinition, value: Json | undefined): void {
    const { attribute, path } = reference
    const before = this.#draft.get(attribute)
    if (op === 'remove') {
      checkRemovable(sub, isObject(before) ? own(before, sub.name) : undefined, `${path}.${sub.name}`)
      if (before === undefined) return
    }
    const given = op === 'remove' ? null : (value ?? null)
    const after = mergeComplex(attribute, before, { [sub.name]: given }, path, this.#notes)
    checkImmutable(attribute, before, after, path)
    this.#draft.set(attribute, after)
  }
}
