/** The code in what somebody pastes (a set-up link of this or an earlier release, or the code itself) or in the fragment of a link. */
export const setupCodeOf = (text: string): string => /rcs_[\w-]+/.exec(text)?.[0] ?? text.trim().slice(0, 100)
