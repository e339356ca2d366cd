// The whole test run, or the stages named on the command line. A failure does not stop it: the sums at the end are true.
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { STAGES } from './stages.ts'
import { failed, printTally, sum, type Tally } from './tally.ts'

await runMain(async () => {
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(STAGES)
  const unknown = names.find((name) => !Object.hasOwn(STAGES, name))
  if (unknown !== undefined) {
    throw new SetupError(`unknown stage "${unknown}"; one of: ${Object.keys(STAGES).join(', ')}`, 2)
  }
  const tallies: Tally[] = []
  for (const name of names) {
    process.stdout.write(`\n== ${name}\n`)
    tallies.push(await runStage(name))
  }
  const total = sum(tallies)
  process.stdout.write(printTally(total))
  return total.failures.length === 0 && total.passed > 0 ? 0 : 1
})

async function runStage(name: string): Promise<Tally> {
  try {
    return (await STAGES[name]?.()) ?? failed(name)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`${error instanceof SetupError ? message : (error as Error).stack}\n`)
    return failed(`${name} could not run: ${message.split('\n')[0]}`)
  }
}
