import { type Explanation, explainUser, type Fact, getTenant } from '@rollcall/provisioning'
import { Command } from 'commander'
import { print, withRuntime } from './with-runtime.ts'

interface ExplainOptions {
  tenant: string
  user: string
  json?: boolean
}

/** `explain`: why a person is active or not, where they are, and has the roles and the licence that they have. */
export function explainCommand(): Command {
  return new Command('explain')
    .description('say why a person is active or not, and has the place, roles and licence that they have')
    .requiredOption('--tenant <tenant>', 'slug or id of the tenant')
    .requiredOption('--user <user>', 'SCIM id, userName or externalId')
    .option('--json', 'print one JSON object')
    .action((options: ExplainOptions) =>
      withRuntime(async (ctx) => {
        const { id } = await getTenant(ctx, options.tenant)
        const explanations = await explainUser(ctx, id, options.user)
        if (options.json) print({ explanations }, options)
        else process.stdout.write(explanations.map(toStory).join('\n'))
      }),
    )
}

/** The answers, each with its reasons below it. */
function toStory({ users, facts }: Explanation): string {
  const known = users.map(
    ({ userName, directory, userId, removedAt }) =>
      `${userName}  (${directory}, ${userId}${removedAt === null ? '' : `, removed ${toMinute(removedAt)}`})\n`,
  )
  const lines = facts.map((fact) => (fact.conclusion ? `\n${toLine(fact)}` : `  - ${toLine(fact)}`))
  return `${known.join('')}${lines.join('\n')}\n`
}

function toLine({ conclusion, what, at, actor, requestId, rule, policyVersion }: Fact): string {
  const decided =
    rule === null
      ? policyVersion === null
        ? undefined
        : `policy version ${policyVersion}`
      : `rule ${rule}${policyVersion === null ? '' : `, policy version ${policyVersion}`}`
  const did = [at === null ? undefined : toMinute(at), actor === null ? undefined : `by ${actor}`]
  const trace = [...did, requestId === null ? undefined : `request ${requestId}`, decided].filter(
    (part) => part !== undefined,
  )
  if (trace.length === 0) return what
  return conclusion ? `${what}\n  (${trace.join(', ')})` : `${what} (${trace.join(', ')})`
}

const toMinute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 19)} UTC`
