import type { AnyJson } from '@rollcall/scim-api/testing'
import { expect } from 'vitest'

export type AdminRole = 'owner' | 'tenant-admin' | 'scim-manager' | 'token-manager' | 'auditor'

interface Answer {
  readonly data: AnyJson
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
}

/** The admin's side: GraphQL over HTTP with an API key. */
export class Admin {
  readonly #url: string
  readonly #key: string

  constructor(origin: string, key: string) {
    this.#url = `${origin}/graphql`
    this.#key = key
  }

  async send(query: string, variables: object = {}): Promise<Answer> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    const { data, errors = [] } = (await response.json()) as { data?: AnyJson; errors?: Answer['errors'] }
    return { data, errors }
  }

  /** A query that nothing is wrong with. */
  async ask(query: string, variables: object = {}): Promise<AnyJson> {
    const { data, errors } = await this.send(query, variables)
    expect(errors).toEqual([])
    return data
  }

  /** A mutation that succeeds: its payload. */
  async mutate(name: string, input: object, select = ''): Promise<AnyJson> {
    const payload = await this.#run(name, input, select)
    expect(payload.userErrors, name).toEqual([])
    return payload
  }

  /** A mutation that is refused for what the caller can put right: what they are told. */
  async refused(name: string, input: object): Promise<{ path: string[]; code: string; message: string }> {
    const { userErrors } = await this.#run(name, input, '')
    expect(userErrors, name).toHaveLength(1)
    return userErrors[0]
  }

  async #run(name: string, input: object, select: string): Promise<AnyJson> {
    return (await this.ask(mutation(name, select), { input })).it
  }
}

/** `createToken` takes CreateTokenInput; the few that share an input say so. */
function mutation(name: string, select = ''): string {
  const type = /GroupRole$/.test(name) ? 'GroupRole' : `${name[0]?.toUpperCase()}${name.slice(1)}`
  return `mutation ($input: ${type}Input!) { it: ${name}(input: $input) { ${select} userErrors { path code message } } }`
}
