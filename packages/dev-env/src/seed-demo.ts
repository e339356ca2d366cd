import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rollcall } from './rollcall.ts'

/** What a developer needs to send the first request. */
export interface Demo {
  readonly directoryId: string
  readonly scimBaseUrl: string
  readonly token: string
}

interface Listed {
  readonly id: string
  readonly slug: string
  readonly scimBaseUrl: string
}

/**
 * Makes sure that the database named by `env` has a demo tenant with one active directory. Its token is shown by the server
 * only once, so `tokenFile` keeps it: the demo is the same at every start.
 */
export async function seedDemo(env: NodeJS.ProcessEnv, tokenFile: string): Promise<Demo> {
  await rollcall(env, 'migrate')
  const { tenants } = await rollcall<{ tenants: { slug: string }[] }>(env, 'tenant', 'list')
  if (!tenants.some(({ slug }) => slug === 'demo')) {
    await rollcall(env, 'tenant', 'create', '--slug', 'demo', '--name', 'Demo')
  }
  const directory = await demoDirectory(env)
  const kept = readKept(tokenFile)
  if (kept?.directoryId === directory.id) return { ...kept, scimBaseUrl: directory.scimBaseUrl }
  const { token } = await rollcall<{ token: string }>(
    env,
    'token',
    'create',
    '--directory',
    directory.id,
    '--name',
    'npm run dev',
  )
  const demo = { directoryId: directory.id, scimBaseUrl: directory.scimBaseUrl, token }
  writeFileSync(tokenFile, JSON.stringify(demo), { mode: 0o600 })
  return demo
}

async function demoDirectory(env: NodeJS.ProcessEnv): Promise<Omit<Listed, 'slug'>> {
  const { directories } = await rollcall<{ directories: Listed[] }>(env, 'directory', 'list', '--tenant', 'demo')
  const existing = directories.find(({ slug }) => slug === 'okta')
  if (existing !== undefined) return existing
  const target = ['--tenant', 'demo', '--slug', 'okta', '--name', 'Okta']
  return rollcall(env, 'directory', 'create', ...target, '--preset', 'okta-catalogue', '--activate')
}

function readKept(tokenFile: string): Demo | undefined {
  return existsSync(tokenFile) ? JSON.parse(readFileSync(tokenFile, 'utf8')) : undefined
}
