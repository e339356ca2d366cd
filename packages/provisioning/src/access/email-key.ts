/** One spelling for an e-mail address in any letter case. */
export const toEmailKey = (email: string): string => email.trim().normalize('NFC').toLowerCase()
