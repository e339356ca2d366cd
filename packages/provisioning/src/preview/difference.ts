/** How many of each thing were gained or lost, and the first few people. */
export interface PreviewChange {
  readonly people: number
  readonly sample: readonly PreviewPerson[]
}

export interface PreviewPerson {
  readonly personId: string
  /** Their oldest user; null: they have none any more. */
  readonly userId: string | null
  /** Its userName. */
  readonly name: string | null
}

/** One role, licence, organisation or kind with who would gain and who would lose it. */
export interface PreviewItem {
  /** Key of the role or licence, id of the organisation, the kind itself. */
  readonly key: string
  readonly gaining: PreviewChange
  readonly losing: PreviewChange
}

const SAMPLE = 20

/** Counts who gains and who loses, in whatever order people come. */
export class Differences {
  readonly #items = new Map<
    string,
    Readonly<Record<'gaining' | 'losing', { people: number; sample: PreviewPerson[] }>>
  >()

  note(key: string, side: 'gaining' | 'losing', person: PreviewPerson): void {
    let item = this.#items.get(key)
    if (item === undefined) {
      item = { gaining: { people: 0, sample: [] }, losing: { people: 0, sample: [] } }
      this.#items.set(key, item)
    }
    const change = item[side]
    change.people += 1
    if (change.sample.length < SAMPLE) change.sample.push(person)
  }

  /** Of a thing that everybody has one of, or none. */
  noteMove(before: string | null, after: string | null, person: PreviewPerson): void {
    if (before === after) return
    if (before !== null) this.note(before, 'losing', person)
    if (after !== null) this.note(after, 'gaining', person)
  }

  change(key: string, side: 'gaining' | 'losing'): PreviewChange {
    return this.#items.get(key)?.[side] ?? { people: 0, sample: [] }
  }

  /** In order of key. */
  items(): readonly PreviewItem[] {
    return [...this.#items.keys()].sort().map((key) => ({
      key,
      gaining: this.change(key, 'gaining'),
      losing: this.change(key, 'losing'),
    }))
  }
}
