import { type ExpiringCredential, getTenant, listCredentialAdmins, type OperationContext } from '@rollcall/provisioning'
import type { Logger } from 'pino'
import type { Mail, Mailer } from './mailer.ts'

interface ExpiryMailOptions {
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly logger: Pick<Logger, 'warn'>
}

/** Writes to the admins of each tenant of credentials that end soon: one mail a tenant. What cannot be sent is logged, and never fatal. */
export async function mailExpiring(
  ctx: OperationContext,
  warned: readonly ExpiringCredential[],
  { mailer, publicUrl, logger }: ExpiryMailOptions,
  signal: AbortSignal,
): Promise<void> {
  for (const [tenantId, credentials] of Map.groupBy(warned, (each) => each.tenantId)) {
    if (signal.aborted) return
    try {
      const to = await listCredentialAdmins(ctx, tenantId)
      if (to.length === 0) continue
      const tenant = await getTenant(ctx, tenantId)
      // Whoever listens to a signal that was given already hears nothing.
      signal.throwIfAborted()
      await unlessStopped(mailer.send({ to, ...compose(tenant.name, credentials, publicUrl) }), signal)
    } catch (error) {
      logger.warn({ err: error, tenantId }, 'the mail about credentials that end soon was not sent')
    }
  }
}

function compose(tenantName: string, credentials: readonly ExpiringCredential[], publicUrl: string): Omit<Mail, 'to'> {
  const soonest = Math.min(...credentials.map(({ days }) => days))
  const what =
    credentials.length === 1
      ? 'a credential for provisioning ends'
      : `${credentials.length} credentials for provisioning end`
  const lines = credentials.map(
    ({ credentialName, directoryName, expiresAt, days }) =>
      `- "${credentialName}" of the directory "${directoryName}": in ${inDays(days)}, on ${expiresAt}`,
  )
  return {
    subject: `${tenantName}: ${what} in ${inDays(soonest)}`,
    text: [
      `What your identity provider signs in to Rollcall with ends soon (tenant "${tenantName}"):`,
      '',
      ...lines,
      '',
      'From then on it is refused, and nobody is created, changed or deactivated any more. Rotate it, and enter the new one in the identity provider:',
      publicUrl,
      '',
    ].join('\n'),
  }
}

const inDays = (days: number): string => (days === 1 ? 'a day' : `${days} days`)

/** A server that stops does not wait for a mail server. */
function unlessStopped(sent: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('the server stopped')), { once: true })
    sent.then(resolve, reject)
  })
}
