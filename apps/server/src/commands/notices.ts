import { dismissNotice, getTenant, listNotices } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

const LISTED = 200

export function noticeCommand(): Command {
  const notice = new Command('notice').description('what the admins of a tenant should hear about')
  notice
    .command('list')
    .description('list the open notices, the newest first')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--all', 'those that were dismissed or settled, too')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; all?: boolean; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const filter = options.all === true ? {} : { open: true }
        const rows = await listNotices(ctx, tenant.id, filter, { limit: LISTED, backwards: false })
        const notices = rows.map((row) => ({
          id: row.id,
          kind: row.kind,
          subject: { type: row.subject_type, id: row.subject_id },
          detail: row.detail,
          createdAt: row.created_at,
          dismissedAt: row.dismissed_at,
        }))
        if (options.json) print({ notices }, options)
        else for (const { id, kind, detail } of notices) process.stdout.write(`${id}\t${kind}\t${detail}\n`)
      }),
    )
  notice
    .command('dismiss')
    .description('put a notice aside; it comes again when there is cause again')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .requiredOption('--id <id>', 'id of the notice')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; id: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const { id, dismissed_at: dismissedAt } = await dismissNotice(ctx, { tenantId: tenant.id, id: options.id })
        print({ id, dismissedAt }, options)
      }),
    )
  return notice
}
