/** What the reader may choose; `system` follows the operating system. */
export const THEMES = ['system', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

export const THEME_COOKIE = 'rollcall_theme'

export function toTheme(value: unknown): Theme {
  return THEMES.find((theme) => theme === value) ?? 'system'
}
