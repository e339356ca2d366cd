/** Lifetimes offered for tokens and keys, in days. */
export const EXPIRY_OPTIONS = [
  { value: '90', label: 'In 90 days' },
  { value: '180', label: 'In 180 days' },
  { value: '365', label: 'In one year' },
  { value: '', label: 'Never' },
] as const
