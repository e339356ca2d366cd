import { findAlias } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import type { RequestHandler, Router } from 'express'

/** Answers on the paths that directories have of their own, as if the API were mounted there; every other path goes on. */
export function serveAliases(store: Store, api: Router): RequestHandler {
  return async (req, res, next) => {
    let alias: string | undefined
    try {
      alias = await findAlias(store, req.path)
    } catch {
      // Without the database nobody can tell; whoever is next says so in its own way.
    }
    if (alias === undefined) return next()
    const rest = req.url.slice(alias.length + 1)
    req.baseUrl = `${req.baseUrl}/${alias}`
    req.url = rest.startsWith('/') ? rest : `/${rest}`
    api(req, res, next)
  }
}
