import { attributeNamed } from '../schema/lookup.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { isObject, own } from './json.ts'
import type { Json, ResourceDocument } from './types.ts'

/** A document while it is being put together: canonical values by schema and attribute. `schemas` is worked out at the end. */
export class Draft {
  readonly type: ResourceType
  readonly #values = new Map<AttributeDefinition, Json>()

  constructor(type: ResourceType, document?: ResourceDocument) {
    this.type = type
    if (document === undefined) return
    for (const attribute of type.attributes) this.#load(attribute, own(document, attribute.name))
    for (const { schema } of type.extensions) {
      const values = own(document, schema.id)
      if (!isObject(values)) continue
      for (const attribute of schema.attributes) this.#load(attribute, own(values, attribute.name))
    }
  }

  get(attribute: AttributeDefinition): Json | undefined {
    return this.#values.get(attribute)
  }

  set(attribute: AttributeDefinition, value: Json | undefined): void {
    if (value === undefined) this.#values.delete(attribute)
    else this.#values.set(attribute, value)
  }

  /** Every attribute that documents hold, with its path. */
  *references(): Generator<AttributeReference> {
    for (const attribute of this.type.attributes) {
      if (isStored(attribute)) yield { extension: undefined, attribute, subAttribute: undefined, path: attribute.name }
    }
    for (const { schema } of this.type.extensions) {
      for (const attribute of schema.attributes) {
        const path = `${schema.id}:${attribute.name}`
        if (isStored(attribute)) yield { extension: schema.id, attribute, subAttribute: undefined, path }
      }
    }
  }

  /** The attribute that says whether the resource is in use, if the type has one. */
  get activeAttribute(): AttributeDefinition | undefined {
    const name = this.type.definition.activeAttribute
    return name === undefined ? undefined : attributeNamed(this.type.attributes, name)
  }

  #load(attribute: AttributeDefinition, value: Json | undefined): void {
    if (value !== undefined && isStored(attribute)) this.#values.set(attribute, value)
  }
}

/** Relations are rows, `meta` is the store's, `schemas` follows from the content, discarded ones are not kept. */
function isStored(attribute: AttributeDefinition): boolean {
  return (
    attribute.relation === undefined &&
    attribute.discarded !== true &&
    attribute.name !== 'schemas' &&
    attribute.name !== 'meta'
  )
}
