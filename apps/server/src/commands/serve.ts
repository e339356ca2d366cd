import { Argument, Command } from 'commander'
import { SERVED_PARTS, type ServedPart, serve } from '../serve.ts'

export const serveCommand = (): Command =>
  new Command('serve')
    .description('serve in the foreground; SIGTERM drains and exits')
    .addArgument(new Argument('[part]', 'what to serve').choices(SERVED_PARTS).default('all'))
    .option('--port <number>', 'port to listen on (else PORT, else 3000)')
    .action((part: ServedPart, options: { port?: string }) => serve(part, options))
