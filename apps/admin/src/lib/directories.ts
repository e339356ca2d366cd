/** What a directory's preset is called and what it is for. */
export const PRESETS = {
  OKTA_CATALOGUE: {
    label: 'Okta, app from the catalogue',
    short: 'Okta (catalogue app)',
    explanation:
      'You added “SCIM 2.0 Test App” (Header Auth, OAuth Bearer Token or Basic Auth) or another app from Okta’s catalogue. Okta sends changes with PATCH.',
  },
  OKTA_WIZARD: {
    label: 'Okta, your own app',
    short: 'Okta (own app)',
    explanation:
      'You made the app with “Create App Integration”, for SAML or SWA, and ticked “Enable SCIM provisioning”. Okta sends every change as a full PUT.',
  },
  ENTRA: {
    label: 'Microsoft Entra ID',
    short: 'Entra ID',
    explanation:
      'An enterprise application with automatic provisioning. Entra ID sends changes with PATCH, in its own dialect.',
  },
  GENERIC: {
    label: 'Another identity provider',
    short: 'SCIM 2.0',
    explanation: 'Any client that speaks SCIM 2.0 as RFC 7643 and RFC 7644 describe it.',
  },
} as const

export type DirectoryPreset = keyof typeof PRESETS

export const DIRECTORY_PRESETS = Object.keys(PRESETS) as DirectoryPreset[]

export const isOkta = (preset: DirectoryPreset): boolean => preset === 'OKTA_CATALOGUE' || preset === 'OKTA_WIZARD'

/** How the admin's side calls the provider. */
export const toProviderName = (preset: DirectoryPreset): string =>
  isOkta(preset) ? 'Okta' : preset === 'ENTRA' ? 'Entra ID' : 'the identity provider'

interface Health {
  readonly state: 'active' | 'inactive' | 'attention'
  readonly word: string
  readonly explanation: string
}

interface DirectoryFacts {
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly preset: DirectoryPreset
  readonly validToken: boolean | null
  readonly lastRequestAt: string | null
}

/** Does provisioning work, in a word and a sentence. */
export function toHealth({ status, preset, validToken, lastRequestAt }: DirectoryFacts): Health {
  const provider = toProviderName(preset)
  const whose = provider === 'the identity provider' ? 'The identity provider’s' : `${provider}’s`
  if (status === 'INACTIVE') {
    return {
      state: 'inactive',
      word: 'Inactive',
      explanation: `${whose} requests are refused with 403 until you activate it.`,
    }
  }
  if (validToken === false) {
    return {
      state: 'attention',
      word: 'No valid token',
      explanation: `${whose} requests are refused with 401 until you create a token.`,
    }
  }
  if (lastRequestAt === null) {
    return { state: 'attention', word: 'Waiting', explanation: `Waiting for the first request from ${provider}.` }
  }
  return { state: 'active', word: 'Active', explanation: `${whose} requests are accepted.` }
}
