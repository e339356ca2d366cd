import { UniqueViolationError } from '@rollcall/store'

/** Runs `work`; when the named unique index refuses, throws what `toError` makes of it. */
export async function onUniqueViolation<T>(
  toErrors: Readonly<Record<string, () => Error>>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const translated = error instanceof UniqueViolationError ? toErrors[error.constraint]?.() : undefined
    throw translated ?? error
  }
}
