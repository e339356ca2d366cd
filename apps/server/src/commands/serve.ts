import { Argument, Command } from 'commander'
import { SERVED_PARTS, type ServedPart } from '../served-parts.ts'

export const serveCommand = (): Command =>
  new Command('serve')
    .description('serve in the foreground; SIGTERM drains and exits')
    .addArgument(new Argument('[part]', 'what to serve').choices(SERVED_PARTS).default('all'))
    .option('--port <number>', 'port to listen on (else PORT, else 3000)')
    .action(async (part: ServedPart, options: { port?: string }) => {
      // Express, GraphQL and all they bring are a second's work that the other commands need not wait for.
      const { serve } = await import('../serve.ts')
      await serve(part, options)
    })
