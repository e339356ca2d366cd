/** Which doors a process can open. */
export const SERVED_PARTS = ['all', 'scim', 'graphql', 'console'] as const
export type ServedPart = (typeof SERVED_PARTS)[number]
