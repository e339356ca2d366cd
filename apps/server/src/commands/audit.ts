import { getTenant, verifyAudit } from '@rollcall/provisioning'
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
          const found = problem === undefined ? 'The chain holds.' : `Broken at event ${problem.seq}: ${problem.detail}.`
          process.stdout.write(`${ok ? '✓' : '✗'} ${found} ${sealed} chained, ${unsealed} not yet, ${checkpoints} signed checkpoints.\n`)
        }
      }),
    )
  return audit
}
