/** A failure that the person at the terminal can act on: printed as one line, without a stack. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError'
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** Runs `main`; a SetupError ends the process with its line. @param {() => Promise<number>} main resolves to the exit code */
export async function runMain(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`rollcall: ${error.message}\n`)
    process.exitCode = error.exitCode
  }
}
