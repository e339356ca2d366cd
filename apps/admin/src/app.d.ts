import type { IncomingMessage } from 'node:http'
import type { Theme } from '#lib/theme.ts'

declare global {
  namespace App {
    interface Locals {
      theme: Theme
    }
    interface Platform {
      /** The server of the one-port process lends its GraphQL handler with the request. */
      req: IncomingMessage & { fetchGraphql?: (request: Request) => Promise<Response> }
    }
  }
}
