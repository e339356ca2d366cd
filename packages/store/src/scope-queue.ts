/** A queue in which scopes take turns: first come, first served within a scope, and one of each scope before the second of any. */
export class ScopeQueue<T> {
  /** In the order in which the scopes come next. */
  readonly #lines = new Map<string, T[]>()
  #length = 0

  get length(): number {
    return this.#length
  }

  push(scope: string, item: T): void {
    const line = this.#lines.get(scope)
    if (line === undefined) this.#lines.set(scope, [item])
    else line.push(item)
    this.#length += 1
  }

  shift(): T | undefined {
    const next = this.#lines.entries().next().value
    if (next === undefined) return undefined
    const [scope, line] = next
    this.#lines.delete(scope)
    const item = line.shift()
    if (line.length > 0) this.#lines.set(scope, line)
    this.#length -= 1
    return item
  }

  /** Takes out everything. */
  clear(): T[] {
    const all = [...this.#lines.values()].flat()
    this.#lines.clear()
    this.#length = 0
    return all
  }
}
