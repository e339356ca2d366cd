/**
 * Shares a bounded quantity (slots, bytes) among holders by a dynamic threshold (Choudhury and Hahne, 1998): a holder may have up to `GREED` times what is
 * free. Whoever is alone gets nine tenths of it; as others come, less is free and each may have less, down to equal parts; and a part always stays free for
 * one who has nothing yet: with n holders at their bound, 1 / (1 + 9n) of the whole. Nothing is remembered of who came when.
 */
export class FairShare {
  readonly #total: number
  #held = 0
  readonly #heldBy = new Map<string, number>()

  constructor(total: number) {
    this.#total = total
  }

  /** What all hold together. */
  get held(): number {
    return this.#held
  }

  heldBy(holder: string): number {
    return this.#heldBy.get(holder) ?? 0
  }

  /** Takes the amount, or takes nothing and says false. */
  take(holder: string, amount = 1): boolean {
    const own = this.heldBy(holder) + amount
    if (own > GREED * (this.#total - this.#held - amount)) return false
    this.#heldBy.set(holder, own)
    this.#held += amount
    return true
  }

  /** Gives back what was taken. */
  give(holder: string, amount = 1): void {
    const own = this.heldBy(holder) - amount
    this.#held -= amount
    if (own > 0) this.#heldBy.set(holder, own)
    else this.#heldBy.delete(holder)
  }
}

const GREED = 9
