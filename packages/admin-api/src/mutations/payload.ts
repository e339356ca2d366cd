import type { ObjectFieldsShape } from '@pothos/core'
import { type ApiTypes, builder } from '../schema/builder.ts'
import { type Outcome, UserErrorRef } from './mutation.ts'

type Types = PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>

const userErrors = (payload: Outcome) => [...(payload.userErrors ?? [])]

/** The payload type of a mutation: its own fields and userErrors. */
export function payloadType<P extends object>(name: string, fields: ObjectFieldsShape<Types, P & Outcome>) {
  const ref = builder.objectRef<P & Outcome>(`${name}Payload`)
  ref.implement({
    fields: (t) => ({
      ...fields(t),
      userErrors: t.field({
        type: [UserErrorRef],
        description: 'Empty when it was carried out.',
        complexity: 1,
        resolve: userErrors,
      }),
    }),
  })
  return ref
}

/** The same for a creating mutation, which can be repeated. */
export function creatingPayloadType<P extends object>(name: string, fields: ObjectFieldsShape<Types, P & Outcome>) {
  return payloadType<P>(name, (t) => ({
    ...fields(t),
    repeated: t.boolean({
      description:
        'The request was carried out before, under the same idempotency key: nothing was made, and no secret is shown again.',
      resolve: (payload: Outcome) => payload.repeated ?? false,
    }),
  }))
}
