import { findAliases } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import { type Request, type RequestHandler, Router } from 'express'
import { findDirectoryOf } from './authenticate.ts'

/** Answers on the paths that directories have of their own, as if the API were mounted there; every other path goes on. */
export function serveAliases(store: Store, api: Router): RequestHandler {
  return async (req, res, next) => {
    const aliases = await findAliases(store, req.path)
    const alias = aliases.length > 1 ? await chosenAlias(store, req, aliases) : aliases[0]
    if (alias === undefined) return next()
    Router().use(`/${alias}`, api)(req, res, next)
  }
}

/** Where the alias of one directory goes on in that of another, the credential tells which is meant. */
async function chosenAlias(
  store: Store,
  { headers: { authorization }, ip }: Request,
  aliases: readonly string[],
): Promise<string | undefined> {
  const own = (await findDirectoryOf(store, authorization, ip))?.alias?.toLowerCase()
  return aliases.find((alias) => alias.toLowerCase() === own) ?? aliases[0]
}
