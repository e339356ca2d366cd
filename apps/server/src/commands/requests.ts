import { findDirectoryById, getRequestRecord, getTenant, listRequestRecords } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

const LISTED = 200

/** `request`: what identity providers asked, and what they were answered. */
export function requestCommand(): Command {
  const request = new Command('request').description('what identity providers asked, and what they were answered')
  request
    .command('list')
    .description(`list the latest ${LISTED} of a directory`)
    .requiredOption('--directory <id>', 'id of the directory')
    .option('--failed', 'only those that were refused')
    .option('--json', 'print one JSON object')
    .action((options: { directory: string; failed?: boolean; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id, tenant_id: tenantId } = await findDirectoryById(ctx, options.directory)
        const latest = await listRequestRecords(ctx, { tenantId, id }, { limit: LISTED, backwards: false })
        const requests = options.failed ? latest.filter((record) => record.status >= 400) : latest
        if (options.json) return print({ requests }, options)
        for (const { occurredAt, status, method, path, scimType = '', id: requestId } of requests) {
          process.stdout.write(`${occurredAt}\t${status}\t${method}\t${path}\t${scimType}\t${requestId}\n`)
        }
      }),
    )
  request
    .command('show')
    .description('show one by the request id that every error names')
    .requiredOption('--tenant <tenant>', 'slug or id')
    .requiredOption('--id <id>', 'the request id')
    .option('--json', 'print one JSON object')
    .action((options: { tenant: string; id: string; json?: boolean }) =>
      withRuntime(async (ctx) => {
        const { id: tenantId } = await getTenant(ctx, options.tenant)
        print({ ...(await getRequestRecord(ctx, tenantId, options.id)) }, options)
      }),
    )
  return request
}
