const ROLES = {
  OWNER: { label: 'Owner', may: 'Everything, in every tenant.' },
  TENANT_ADMIN: { label: 'Tenant admin', may: 'Everything inside a tenant.' },
  SCIM_MANAGER: { label: 'SCIM manager', may: 'Directories, their policy and their tokens.' },
  TOKEN_MANAGER: { label: 'Token manager', may: 'Tokens of directories, nothing else.' },
  AUDITOR: { label: 'Auditor', may: 'Reads people, groups and the audit log. Changes nothing.' },
} as const

export type AdminRole = keyof typeof ROLES

export const ADMIN_ROLES = Object.keys(ROLES) as AdminRole[]

export const toRoleLabel = (role: AdminRole): string => ROLES[role].label

export const toRoleDescription = (role: AdminRole): string => ROLES[role].may
