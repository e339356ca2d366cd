import { type DirectoryPreset, toProviderName } from '#lib/directories.ts'

interface Directory {
  readonly slug: string
  readonly preset: DirectoryPreset
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly validToken: boolean | null
  readonly lastRequestAt: string | null
}

/** From an empty tenant to the first people: what is done, and what to do next. */
export function toFirstSteps(tenantBase: string, directories: readonly Directory[]) {
  // The one that got furthest is the one being set up.
  const directory = directories.toSorted((a, b) => progressOf(b) - progressOf(a))[0]
  const base = directory === undefined ? '' : `${tenantBase}/directories/${directory.slug}`
  const provider = directory === undefined ? 'Okta' : toProviderName(directory.preset)
  const link = (label: string, path: string) =>
    directory === undefined ? undefined : { label, href: `${base}${path}` }
  return [
    {
      title: 'Add a directory',
      explanation: 'A directory is the link to one identity provider: its address, its tokens and its people.',
      done: directory !== undefined,
      link: { label: 'Add directory', href: `${tenantBase}/directories/new` },
    },
    {
      title: 'Activate it',
      explanation: 'A new directory is Inactive: requests are refused with 403 until you activate it.',
      done: directory?.status === 'ACTIVE',
      link: link('Open directory', ''),
    },
    {
      title: 'Create a token',
      explanation: `${provider} shows it with every request. You see it once and paste it there.`,
      done: directory?.validToken === true,
      link: link('Create token', '/credentials?dialog=token'),
    },
    {
      title: 'Test the connection',
      explanation: `The guide has the clicks for ${provider}, with your address filled in.`,
      done: directory !== undefined && directory.lastRequestAt !== null,
      link: link('Open the guide', '/setup'),
    },
    {
      title: 'See the first people arrive',
      explanation: `Assign people to the app in ${provider}. They appear here within seconds.`,
      done: false,
      link: link('Open the guide', '/setup'),
    },
  ]
}

const progressOf = ({ status, validToken, lastRequestAt }: Directory): number =>
  Number(status === 'ACTIVE') + Number(validToken === true) + Number(lastRequestAt !== null)
