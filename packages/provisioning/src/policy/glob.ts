/** Runs of stars that a pattern may hold when a policy is applied or previewed. Patterns stored before that bound keep working. */
export const MAX_STARS = 10

/** How many runs of stars a pattern holds: neighbouring ones mean the same as one. */
export const countStars = (glob: string): number => glob.match(/\*+/g)?.length ?? 0

const BITS = 32

/**
 * A pattern in which `*` is any run of characters and `?` is one character (a code point); everything else is itself.
 *
 * All ways to read a text are followed at once, as a set of places in the pattern that is kept in the bits of a few integers. So a text takes one
 * step for each of its characters and each 32 characters of the pattern, whatever the pattern and the text are: nothing is ever tried again.
 */
export class Glob {
  readonly #last: number
  readonly #words: number
  /** Where a star stands before the place: reading any character stays there. */
  readonly #stays: Uint32Array
  /** By character: the places that it moves on from. */
  readonly #moves = new Map<string, Uint32Array>()
  /** The places that any other character moves on from. */
  readonly #anyMoves: Uint32Array
  #steps = 0

  constructor(glob: string) {
    const characters = [...glob]
    const places = characters.filter((each) => each !== '*')
    this.#last = places.length
    this.#words = Math.floor(places.length / BITS) + 1
    this.#stays = new Uint32Array(this.#words)
    this.#anyMoves = new Uint32Array(this.#words)
    let place = 0
    for (const character of characters) {
      if (character === '*') setBit(this.#stays, place)
      else if (character === '?') setBit(this.#anyMoves, place++)
      else {
        const moves = this.#moves.get(character) ?? new Uint32Array(this.#words)
        setBit(moves, place++)
        this.#moves.set(character, moves)
      }
    }
    for (const moves of this.#moves.values()) addBits(moves, this.#anyMoves)
  }

  /** Steps of all texts so far: what the work is measured by. */
  get steps(): number {
    return this.#steps
  }

  matches(text: string): boolean {
    const places = new Uint32Array(this.#words)
    places[0] = 1
    for (const character of text) {
      const moves = this.#moves.get(character) ?? this.#anyMoves
      let carry = 0
      let left = 0
      for (let word = 0; word < this.#words; word += 1) {
        const now = places[word] ?? 0
        const moving = now & (moves[word] ?? 0)
        const next = (moving << 1) | carry | (now & (this.#stays[word] ?? 0))
        carry = moving >>> (BITS - 1)
        places[word] = next
        left |= next
      }
      this.#steps += this.#words
      if (left === 0) return false
    }
    return hasBit(places, this.#last)
  }
}

function setBit(words: Uint32Array, at: number): void {
  const word = Math.floor(at / BITS)
  words[word] = (words[word] ?? 0) | (1 << (at % BITS))
}

function addBits(to: Uint32Array, from: Uint32Array): void {
  for (const [word, bits] of from.entries()) to[word] = (to[word] ?? 0) | bits
}

const hasBit = (words: Uint32Array, at: number): boolean =>
  ((words[Math.floor(at / BITS)] ?? 0) & (1 << (at % BITS))) !== 0
