import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath, pathToFileURL } from 'node:url'
import express, { type Request as ExpressRequest, type RequestHandler } from 'express'
import { guardForms, MAX_FORM_BYTES } from './console-forms.ts'
import { requestHost } from './console-host.ts'

export interface ConsoleOptions {
  /** Where people reach this server. Only this host and its sub-domains are believed. */
  readonly publicUrl: URL
  /** Lends the GraphQL handler to the console's server-side loads, so that they need no second connection. */
  readonly fetchGraphql?: (request: Request, address?: string) => Promise<Response>
  /** Whose session a Cookie header names; undefined: nobody's. */
  readonly findSignedIn: (cookieHeader: string | undefined, address?: string) => Promise<string | undefined>
  /** The console's build; the default is the one beside the bundle. */
  readonly buildFolder?: string
  /** The licences of what ships; the default is the file beside the bundle. */
  readonly noticesFile?: string
}

/** Below a path of the console, so that no tenant can have it; the About page links to it. */
const NOTICES_PATH = '/settings/about/third-party-notices.txt'

type ConsoleRequest = ExpressRequest & {
  fetchGraphql?: (request: Request) => Promise<Response>
}
type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

// Ours alone: what a client sends under these names is overwritten.
const PROTOCOL_HEADER = 'x-rollcall-console-protocol'
const HOST_HEADER = 'x-rollcall-console-host'

/** The console's handler reads its settings from the environment once, when it is imported. */
const CONSOLE_SETTINGS = {
  ROLLCALL_CONSOLE_PROTOCOL_HEADER: PROTOCOL_HEADER,
  ROLLCALL_CONSOLE_HOST_HEADER: HOST_HEADER,
  ROLLCALL_CONSOLE_BODY_SIZE_LIMIT: String(MAX_FORM_BYTES),
}

/**
 * Answers whatever it is asked, also with its page for what does not exist, so it comes last. No body parser may stand in front of it: the console
 * reads the request itself and would wait for ever.
 */
export async function createConsole(options: ConsoleOptions): Promise<RequestHandler> {
  const handler = await importHandler(options.buildFolder ?? fileURLToPath(new URL('./console/', import.meta.url)))
  if (handler === undefined) {
    return (_request, response) => {
      response.status(503).type('text/plain').send('The console is not built. Run "npm run build" and start again.\n')
    }
  }
  const serve: RequestHandler = (request: ConsoleRequest, response, next) => {
    request.headers[PROTOCOL_HEADER] = options.publicUrl.protocol.slice(0, -1)
    request.headers[HOST_HEADER] = requestHost(request.headers.host, options.publicUrl)
    const { fetchGraphql } = options
    // Attempts to sign in are counted by where the person sits, which only this side knows.
    if (fetchGraphql !== undefined) request.fetchGraphql = (inner) => fetchGraphql(inner, request.ip)
    handler(request, response, next)
  }
  const notices = options.noticesFile ?? fileURLToPath(new URL('./THIRD-PARTY-NOTICES.txt', import.meta.url))
  return express.Router().get(NOTICES_PATH, serveNotices(notices)).use(guardForms(options.findSignedIn), serve)
}

/** For everybody: the licences ask for it, and the file is the same on every server of a version. */
function serveNotices(file: string): RequestHandler {
  return (_request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff')
    response.sendFile(file, { maxAge: '1h', headers: { 'Content-Type': 'text/plain; charset=utf-8' } }, (error) => {
      if (error === undefined || response.headersSent) return
      response
        .status(404)
        .type('text/plain')
        .send('The notices are made by the build. Run "npm run build" and start again.\n')
    })
  }
}

async function importHandler(buildFolder: string): Promise<Handler | undefined> {
  const entry = new URL('handler.js', pathToFileURL(`${buildFolder}/`))
  if (!existsSync(entry)) return undefined
  Object.assign(process.env, CONSOLE_SETTINGS)
  const { handler } = (await import(entry.href)) as { handler: Handler }
  return handler
}
