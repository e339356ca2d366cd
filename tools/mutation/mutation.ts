/** A few lines of a file that do something else. */
export interface Edit {
  readonly file: string
  /** Stands in the file exactly once. */
  readonly search: string
  readonly replace: string
}

/** Our code without one of its promises. */
export interface Mutation {
  /** As docs/scim/requirements.json numbers them: each must have a test that notices. */
  readonly requirements: readonly string[]
  /** What goes wrong, in words. */
  readonly what: string
  readonly edits: readonly Edit[]
}

/** `numbers` are separated by blanks. */
export const mutation = (numbers: string, what: string, ...edits: readonly Edit[]): Mutation => ({
  requirements: numbers.split(' '),
  what,
  edits,
})

type ToEdit = (file: string, search: string, replace: string) => Edit
const within =
  (folder: string): ToEdit =>
  (file, search, replace) => ({ file: `${folder}/${file}`, search, replace })

export const core = within('packages/scim-core/src')
export const store = within('packages/store/src')
export const provisioning = within('packages/provisioning/src')
export const api = within('apps/scim-api/src')
