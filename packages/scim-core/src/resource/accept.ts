import { invalidSyntax, invalidValue, mutability } from '../errors.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition, SchemaDefinition } from '../schema/types.ts'
import { Draft } from './draft.ts'
import { mergeElements } from './elements.ts'
import { finishDocument } from './finish.ts'
import { deepEqual, isArray, isObject, isUnassigned, kindOf, own, ownAnyCase } from './json.ts'
import { toMembers } from './members.ts'
import { Notes } from './notes.ts'
import { routeMembers } from './route.ts'
import type { AcceptedResource, Json, JsonObject, MemberValue, ResourceDocument } from './types.ts'
import { toValue } from './values.ts'

/** Checks the body of a POST and gives it the stored form, without `id` (RFC 7644 section 3.3). Throws invalidValue or invalidSyntax. */
export function acceptCreate(type: ResourceType, body: Json): AcceptedResource {
  const intake = new Intake(type, { noteReadOnly: true })
  intake.read(body)
  const { draft } = intake
  const active = draft.activeAttribute
  if (active !== undefined && draft.get(active) === undefined) draft.set(active, true)
  return intake.finish()
}

/**
 * Checks the body of a PUT against the stored document (RFC 7644 section 3.5.1). What GET shows, `id`, `meta` and groups included,
 * may come back: Okta sends it. Throws mutability when an immutable value differs.
 */
export function acceptReplace(type: ResourceType, body: Json, current: ResourceDocument): AcceptedResource {
  const stored = new Draft(type, current)
  const intake = new Intake(type, { noteReadOnly: false, stored })
  intake.read(body)
  carryOver(intake.draft, stored)
  return intake.finish()
}

class Intake {
  readonly draft: Draft
  readonly #notes = new Notes()
  readonly #noteReadOnly: boolean
  readonly #stored: Draft | undefined
  /** Attributes of extensions that a bare name gave. */
  readonly #bare = new Set<AttributeDefinition>()
  #members: readonly MemberValue[] | undefined

  constructor(type: ResourceType, options: { readonly noteReadOnly: boolean; readonly stored?: Draft }) {
    this.draft = new Draft(type)
    this.#noteReadOnly = options.noteReadOnly
    this.#stored = options.stored
  }

  read(body: Json): void {
    if (!isObject(body)) throw invalidSyntax(`The body must be a JSON object, found ${kindOf(body)}.`)
    checkSchemas(this.draft.type, ownAnyCase(body, 'schemas'), this.#notes)
    this.#readMembersOf(body, undefined)
  }

  finish(): AcceptedResource {
    return { document: finishDocument(this.draft), members: this.#members, notes: this.#notes.list }
  }

  #readMembersOf(object: JsonObject, within: SchemaDefinition | undefined): void {
    for (const { name, value, route } of routeMembers(this.draft.type, object, within)) {
      if (route === undefined) this.#notes.unknownAttribute(within === undefined ? name : `${within.id}:${name}`, value)
      else if (route.kind === 'schema') this.#readSchema(route.schema, value)
      else {
        if (within === undefined) this.#notes.qualified(name, route.reference)
        this.#readAttribute(route.reference, value)
        if (within === undefined && route.reference.extension !== undefined && !name.includes(':')) {
          this.#bare.add(route.reference.attribute)
        }
      }
    }
  }

  /** An extension's object; the base schema's attributes may stand under their URN too. */
  #readSchema(schema: SchemaDefinition, value: Json): void {
    if (isUnassigned(value)) return
    if (!isObject(value)) throw invalidValue(`${schema.id}: expected an object, found ${kindOf(value)}.`)
    this.#readMembersOf(value, schema)
  }

  #readAttribute(reference: AttributeReference, value: Json): void {
    const { attribute, subAttribute, path } = reference
    if (attribute.name === 'schemas' && reference.extension === undefined) return
    if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') {
      if (this.#noteReadOnly && !isUnassigned(value)) this.#notes.ignoredReadOnly(path)
    } else if (attribute.discarded === true) {
      if (!isUnassigned(value)) this.#notes.discarded(path)
    } else if (attribute.relation === 'members') {
      if (subAttribute === undefined) this.#members = toMembers(attribute, value)
      else this.#notes.unknownAttribute(path)
    } else if (subAttribute !== undefined) {
      this.#readSubAttribute(reference, subAttribute, value)
    } else {
      const taken = toValue(attribute, value, path, this.#notes)
      if (!this.#isEcho(attribute, taken)) this.#merge(attribute, taken)
    }
  }

  /**
   * Okta's wizard apps set what they map in the JSON that GET gave them: where `manager` is mapped without its namespace, the new one comes beside the
   * stored one, which says nothing then.
   */
  #isEcho(attribute: AttributeDefinition, value: Json | undefined): boolean {
    if (!this.#bare.has(attribute) || this.#stored === undefined || value === undefined) return false
    const held = this.#stored.get(attribute)
    return held !== undefined && deepEqual(value, held)
  }

  /** A dotted name. In a list it would not say which value is meant. */
  #readSubAttribute(reference: AttributeReference, sub: AttributeDefinition, value: Json): void {
    if (reference.attribute.multiValued) {
      this.#notes.unknownAttribute(reference.path)
      return
    }
    const checked = toValue(sub, value, reference.path, this.#notes)
    if (checked !== undefined) this.#merge(reference.attribute, { [sub.name]: checked })
  }

  /** The same complex attribute may come as an object and in dotted parts. */
  #merge(attribute: AttributeDefinition, value: Json | undefined): void {
    const held = this.draft.get(attribute)
    const both = isObject(held) && isObject(value)
    this.draft.set(attribute, both ? mergeElements(attribute, held, value) : value)
  }
}

/** RFC 7643 section 3: `schemas` is there and names the base schema. An extension it forgets, or lists without data, is put right. */
function checkSchemas(type: ResourceType, value: Json | undefined, notes: Notes): void {
  const list = typeof value === 'string' && value !== '' ? [value] : value
  if (!isArray(list) || list.length === 0) {
    throw invalidSyntax(`"schemas" must be an array that contains "${type.schema.id}".`)
  }
  const known = new Set(
    [type.schema.id, ...type.extensions.map(({ schema }) => schema.id)].map((id) => id.toLowerCase()),
  )
  let hasBase = false
  for (const urn of list) {
    if (typeof urn !== 'string') throw invalidSyntax(`"schemas" must be an array of strings, found ${kindOf(urn)}.`)
    if (urn.toLowerCase() === type.schema.id.toLowerCase()) hasBase = true
    else if (!known.has(urn.toLowerCase()))
      notes.add('unknownSchema', urn, 'The schema is unknown here and was ignored.')
  }
  if (!hasBase) throw invalidValue(`"schemas" must contain "${type.schema.id}".`)
}

/** What a PUT leaves as it is: what clients cannot write, cannot see, or may not change once it is set. */
function carryOver(draft: Draft, current: Draft): void {
  for (const { attribute, path } of draft.references()) {
    const before = current.get(attribute)
    const next = draft.get(attribute)
    if (before === undefined) continue
    if (attribute.mutability === 'immutable' && next !== undefined && !deepEqual(before, next)) throw isImmutable(path)
    if (attribute.mutability === 'readOnly' || (next === undefined && isKept(draft, attribute))) {
      draft.set(attribute, before)
    } else if (isObject(before) && !attribute.multiValued) {
      draft.set(attribute, carrySubAttributes(attribute, path, before, next))
    }
  }
}

/** A client that sends back what GET showed it never saw values returned `never` or on `request`: their absence means nothing. */
function isKept(draft: Draft, attribute: AttributeDefinition): boolean {
  const unseen = attribute.returned === 'never' || attribute.returned === 'request'
  return attribute.mutability === 'immutable' || attribute === draft.activeAttribute || unseen
}

function carrySubAttributes(
  attribute: AttributeDefinition,
  path: string,
  before: JsonObject,
  next: Json | undefined,
): Json | undefined {
  const kept: [string, Json][] = []
  for (const sub of attribute.subAttributes ?? []) {
    const held = own(before, sub.name)
    if (sub.mutability !== 'immutable' || held === undefined) continue
    const given = isObject(next) ? own(next, sub.name) : undefined
    if (given !== undefined && !deepEqual(given, held)) throw isImmutable(`${path}.${sub.name}`)
    kept.push([sub.name, held])
  }
  return kept.length === 0 ? next : mergeElements(attribute, Object.fromEntries(kept), isObject(next) ? next : {})
}

function isImmutable(path: string): Error {
  return mutability(`${path} cannot be changed once it is set.`)
}
