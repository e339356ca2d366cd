import {
  CodeInvalidError,
  ConflictError,
  IdempotencyKeyReusedError,
  InvalidInputError,
  idempotentRequest,
  LastOwnerError,
  type OperationContext,
  RepeatedRequestError,
  RoleTooHighError,
  TooManyAttemptsError,
  WrongCredentialsError,
} from '@rollcall/provisioning'
import { NotFoundError, StaleVersionError } from '@rollcall/store'
import type { ApiContext } from '../context.ts'
import { apiError } from '../errors.ts'
import { builder } from '../schema/builder.ts'
import { type UserErrorCode, UserErrorCodeEnum } from '../schema/enums.ts'

/** What the caller can put right. */
export interface UserError {
  /** The input field it is about; empty: the whole request. */
  readonly path: readonly string[]
  readonly code: UserErrorCode
  readonly message: string
}

export const UserErrorRef = builder.objectRef<UserError>('UserError')
UserErrorRef.implement({
  description: 'Why a mutation was not carried out: something the caller can put right.',
  fields: (t) => ({
    path: t.stringList({
      description: 'The field of the input; empty: the whole request.',
      resolve: (error) => [...error.path],
    }),
    code: t.field({ type: UserErrorCodeEnum, resolve: (error) => error.code }),
    message: t.exposeString('message', { description: 'For people.' }),
  }),
})

/** Thrown by a resolver that finds a fault of its own. */
export class UserFault extends Error {
  override name = 'UserFault'
  readonly userError: UserError
  constructor(path: string, code: UserErrorCode, message: string) {
    super(message)
    this.userError = { path: path === '' ? [] : [path], code, message }
  }
}

/** The user error of an expected failure; undefined: it was not expected. `idPath` names the input field that said what to change. */
function toUserError(error: unknown, idPath: string): UserError | undefined {
  const make = (path: string, code: UserErrorCode, message = (error as Error).message): UserError => ({
    path: path === '' ? [] : [path],
    code,
    message,
  })
  if (error instanceof UserFault) return error.userError
  if (error instanceof InvalidInputError) return make(error.path, 'invalid')
  if (error instanceof ConflictError) return make(error.path, 'taken')
  if (error instanceof NotFoundError)
    return make(
      error.what === 'organisation' && idPath !== 'id' ? 'organisationId' : idPath,
      'not_found',
      'It does not exist.',
    )
  if (error instanceof StaleVersionError) return make('expectedVersion', 'stale')
  if (error instanceof IdempotencyKeyReusedError) return make('idempotencyKey', 'idempotency_key_reused')
  if (error instanceof WrongCredentialsError) return make('', 'wrong_credentials')
  if (error instanceof RoleTooHighError) return make(error.path, 'role_too_high')
  if (error instanceof LastOwnerError) return make(idPath, 'last_owner')
  if (error instanceof CodeInvalidError) return make('code', 'code_invalid')
  return undefined
}

/** Every payload: what a mutation made of the request, or why not. */
export interface Outcome {
  readonly userErrors?: readonly UserError[]
  /** The request was carried out before, under the same idempotency key. */
  readonly repeated?: boolean
}

/** Runs a mutation; expected failures become userErrors. */
export async function attempt<P extends object>(idPath: string, work: () => Promise<P>): Promise<P | Outcome> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooManyAttemptsError) {
      throw apiError('RATE_LIMITED', error.message, {
        extensions: { retryAfterSeconds: error.retryAfterSeconds },
        headers: { 'Retry-After': String(error.retryAfterSeconds) },
      })
    }
    const userError = toUserError(error, idPath)
    if (userError === undefined) throw error
    return { userErrors: [userError] }
  }
}

/** Runs a creating mutation once per idempotency key: a repeat loads what the first one made, without its secret. */
export function creating<P extends object>(
  { operation }: ApiContext,
  name: string,
  input: { readonly idempotencyKey?: string | null | undefined },
  create: (operation: OperationContext) => Promise<P>,
  repeat: (id: string) => Promise<P | undefined>,
  idPath = '',
): Promise<P | Outcome> {
  return attempt(idPath, async () => {
    const { idempotencyKey, ...rest } = input
    if (idempotencyKey === undefined || idempotencyKey === null) return create(operation)
    try {
      return await create({ ...operation, idempotency: idempotentRequest(idempotencyKey, name, rest) })
    } catch (error) {
      if (!(error instanceof RepeatedRequestError)) throw error
      return { ...(await repeat(error.resultId)), repeated: true } as P
    }
  })
}

/** Access judged by an id in the input; where the caller knows nothing of it, the payload says that it does not exist. */
export const missing = (path: string) => (): Outcome => ({
  userErrors: [{ path: [path], code: 'not_found', message: 'It does not exist.' }],
})
