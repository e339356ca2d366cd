import type { ServerName } from '../servers/running-server.ts'

export const TITLES: Readonly<Record<ServerName, string>> = {
  rollcall: 'Rollcall',
  limit: 'limit server',
  bare: 'bare server',
  scimmy: 'scimmy (SQLite)',
  polis: 'Polis (PostgreSQL)',
}

export const round = (value: number | undefined, digits = 0): string =>
  value === undefined || Number.isNaN(value)
    ? '–'
    : value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })

export const megabytes = (bytes: number | undefined): string => round(bytes === undefined ? undefined : bytes / 1e6)

export const ratio = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a / b

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
