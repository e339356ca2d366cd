import type { IncomingMessage } from 'node:http'
import type { Theme } from '#lib/theme.ts'

declare global {
  namespace App {
    interface Locals {
      theme: Theme
    }
    interface Platform {
      /** The server of the one-port process lends its GraphQL handler with the request; `ip` is where the person sits, as far as TRUST_PROXY tells. */
      req: IncomingMessage & { readonly ip?: string; fetchGraphql?: (request: Request) => Promise<Response> }
    }
  }
}
