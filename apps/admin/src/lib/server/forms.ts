import { fail } from '@sveltejs/kit'

interface UserError {
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
}

export type FormErrors = Readonly<Record<string, string>>

/** The text of a field, without blanks around it; empty when it is missing. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** A secret exactly as typed: blanks count. */
export function secretOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** The text of a field, or null when it is empty: the API's word for "none". */
export const optionalTextOf = (form: FormData, name: string): string | null => textOf(form, name) || null

/** One of the given values; the first when the field holds none of them. */
export function choiceOf<Value extends string>(
  form: FormData,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const text = textOf(form, name)
  return values.find((value) => value === text) ?? values[0]
}

/**
 * A failed action: each message beside the field it is about, `form` for the rest. Fields keep what was typed, except for
 * those that hold secrets.
 */
export function failure(errors: FormErrors, form: FormData, about = 'form') {
  const values: Record<string, string> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string' && !/password|code/i.test(name)) values[name] = value
  }
  return fail(422, { about, errors, values })
}

/** The messages of a mutation's userErrors by field, or undefined when there are none. */
export function toFormErrors(userErrors: readonly UserError[], fields: readonly string[]): FormErrors | undefined {
  if (userErrors.length === 0) return undefined
  const errors: Record<string, string> = {}
  for (const { path, message } of userErrors) {
    const field = path.at(-1) ?? 'form'
    const key = fields.includes(field) ? field : 'form'
    errors[key] ??= message
  }
  return errors
}

/** What an unanswered mutation looks like to the one who sent the form. */
export const UNANSWERED: FormErrors = {
  form: 'That did not work on our side. Look whether the change was made before you try again.',
}

const DAY_MS = 24 * 60 * 60 * 1000

/** When something created now stops working: a number of days, or never. */
export function expiryOf(form: FormData, now = Date.now()): string | null {
  const days = Number(textOf(form, 'expires'))
  return Number.isInteger(days) && days > 0 && days <= 3650 ? new Date(now + days * DAY_MS).toISOString() : null
}
