import { getTenant, listLicences, listPeopleByStanding, type OperationContext } from '@rollcall/provisioning'
import { standingPosition } from '@rollcall/store'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

const PAGE_SIZE = 200

interface ListOptions {
  tenant: string
  json?: boolean
}

export function licenceCommand(): Command {
  const licence = new Command('licence').description('seats that the policy of a tenant hands out')
  licence
    .command('list')
    .description('list the licences of a tenant: seats, in use, free, and how many people wait')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .option('--json', 'print one JSON object')
    .action((options: ListOptions) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const licences = await listLicences(ctx, tenant.id)
        if (options.json) print({ licences }, options)
        else
          for (const { key, name, seats, used, free, waiting } of licences)
            process.stdout.write(
              `${key}\t${name}\tseats ${seats ?? 'unlimited'}\tused ${used}\tfree ${free ?? 'unlimited'}\twaiting ${waiting}\n`,
            )
      }),
    )
  licence
    .command('people')
    .description('list who holds a seat of a licence or, with --waiting, who waits for one, the longest first')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .requiredOption('--licence <key>', 'key of the licence in the policy')
    .option('--waiting', 'the waiting list')
    .option('--json', 'print one JSON object')
    .action((options: ListOptions & { licence: string; waiting?: boolean }) =>
      withRuntime(async (ctx) => {
        const tenant = await getTenant(ctx, options.tenant)
        const people = await everybody(ctx, tenant.id, options)
        if (options.json) print({ people }, options)
        else for (const { personId, since } of people) process.stdout.write(`${personId}\t${since}\n`)
      }),
    )
  return licence
}

/** Page by page, so that no statement grows with the tenant. */
async function everybody(
  ctx: OperationContext,
  tenantId: string,
  { licence, waiting = false }: { readonly licence: string; readonly waiting?: boolean },
) {
  const filter = waiting ? { waitingFor: licence } : { licence }
  const people: { personId: string; since: string | null }[] = []
  for (let from: string[] | undefined; ; ) {
    const rows = await listPeopleByStanding(ctx, tenantId, filter, { limit: PAGE_SIZE, from, backwards: false })
    people.push(
      ...rows.map((row) => ({ personId: row.person_id, since: waiting ? row.waiting_since : row.seat_since })),
    )
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE_SIZE) return people
    from = standingPosition(filter, last)
  }
}
