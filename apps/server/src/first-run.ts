import { issueFirstOwnerCode } from '@rollcall/provisioning'
import { commandLineContext, type Runtime } from './runtime.ts'

/** While there is no owner: prints a new one-time code, so that whoever runs the server becomes owner, and not the first visitor. */
export async function announceFirstRun(runtime: Runtime): Promise<void> {
  const code = await issueFirstOwnerCode(commandLineContext(runtime))
  if (code === undefined) return
  const { publicUrl } = runtime.config
  process.stdout.write(
    `\nThere is no owner yet. Open ${publicUrl}/setup and enter this code (once, within 24 hours):\n  ${code}\nor run: npm run rollcall -- admin create --email you@example.com --role owner\n`,
  )
}
