import { tooManyRequests } from '@rollcall/scim-core'

/** Requests in progress at once: beyond this a process only gets slower, so the rest is told to come back. Okta and Entra wait and repeat on 429. */
const MAX_IN_PROGRESS = 1_000
/** Of one directory, so that one provider's burst leaves room for the others. */
const MAX_OF_ONE_DIRECTORY = 400
/** Whole seconds: Okta takes anything else for five minutes. */
const RETRY_AFTER_SECONDS = 2

/** Counts the requests in progress. */
export class Admission {
  #total = 0
  readonly #ofDirectory = new Map<string, number>()

  /** Lets one in, or throws ScimError 429. What it returns must be called once when the request ends. */
  enter(): () => void {
    if (this.#total >= MAX_IN_PROGRESS) throw busy('The server has more requests in progress than it can serve.')
    this.#total += 1
    return () => {
      this.#total -= 1
    }
  }

  /** The same for the directory, known once the credential is. */
  enterDirectory(id: string): () => void {
    const present = this.#ofDirectory.get(id) ?? 0
    if (present >= MAX_OF_ONE_DIRECTORY) throw busy('This directory has more requests in progress than its share.')
    this.#ofDirectory.set(id, present + 1)
    return () => {
      const left = (this.#ofDirectory.get(id) ?? 1) - 1
      if (left === 0) this.#ofDirectory.delete(id)
      else this.#ofDirectory.set(id, left)
    }
  }
}

const busy = (why: string) =>
  tooManyRequests(`${why} Nothing was changed; send the request again.`, RETRY_AFTER_SECONDS)
