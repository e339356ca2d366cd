import type { Component } from 'svelte'

type PaletteView = Component<{ tenantSlug: string | undefined; onclose: () => void }>

/** Opens the command palette. Its code is fetched when it is first wanted: most visits never do. */
export class Palette {
  View = $state.raw<PaletteView>()
  shown = $state(false)

  async open(): Promise<void> {
    this.View ??= (await import('./CommandPalette.svelte')).default
    this.shown = true
  }

  close(): void {
    this.shown = false
  }

  /** ⌘K, or Ctrl+K. */
  onkeydown(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    if (this.shown) this.close()
    else void this.open()
  }
}
