import type { Config } from './config.ts'

/** The address of a directory by path; the shared address is `/scim/v2`. */
export const scimBaseUrl = ({ publicUrl }: Config, tenantSlug: string, directorySlug: string): string =>
  `${publicUrl}/${tenantSlug}/${directorySlug}/scim/v2`
