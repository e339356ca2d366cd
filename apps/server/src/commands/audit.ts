import { getTenant, InvalidInputError, listAuditEvents, verifyAudit, WHOLE_INSTANCE } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

export function auditCommand(): Command {
  const audit = new Command('audit').description('the audit log of a tenant')
  audit
    .command('verify')
    .description('recompute the chain and check the signed checkpoints')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const result = await verifyAudit(ctx, (await getTenant(ctx, options.tenant)).id)
        if (!result.ok) process.exitCode = 1
        if (options.json) print({ ...result }, options)
        else {
          const { ok, sealed, unsealed, checkpoints, problem } = result
          const found =
            problem === undefined ? 'The chain holds.' : `Broken at event ${problem.seq}: ${problem.detail}.`
          process.stdout.write(
            `${ok ? '✓' : '✗'} ${found} ${sealed} chained, ${unsealed} not yet, ${checkpoints} signed checkpoints.\n`,
          )
        }
      }),
    )
  audit
    .command('list')
    .description('who did what, the latest first')
    .option('--tenant <tenant>', 'slug or id of the tenant; without it acts on the whole instance')
    .option('--action <action>', 'only these, such as token.created')
    .option('--limit <number>', 'how many at most', '50')
    .option('--json', 'print one JSON object')
    .action((options: { tenant?: string; action?: string; limit: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        if (!/^[1-9]\d{0,4}$/.test(options.limit))
          throw new InvalidInputError('limit', '--limit takes a number from 1 to 99999.')
        const tenantId = options.tenant === undefined ? WHOLE_INSTANCE : (await getTenant(ctx, options.tenant)).id
        const filter = options.action === undefined ? {} : { actions: [options.action] }
        const events = (await listAuditEvents(ctx, tenantId, filter, Number(options.limit))).map((row) => ({
          id: row.id,
          occurredAt: row.occurred_at,
          actor: { type: row.actor_type, id: row.actor_id, label: row.actor_label },
          action: row.action,
          target: { type: row.target_type, id: row.target_id },
          changed: JSON.parse(row.changed) as string[],
          requestId: row.request_id,
        }))
        if (options.json) print({ events }, options)
        else
          for (const row of events)
            process.stdout.write(`${row.occurredAt}\t${row.actor.label}\t${row.action}\t${row.target.id}\n`)
      }),
    )
  return audit
}
