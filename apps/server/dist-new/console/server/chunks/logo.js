import "./server2.js";
// src/lib/components/ui/logo.svelte
function Logo($$renderer) {
	$$renderer.push(`<span class="inline-flex items-center gap-2 text-lg font-semibold tracking-tight"><svg viewBox="0 0 32 32" class="size-6" aria-hidden="true"><rect width="32" height="32" rx="7" class="fill-accent"></rect><path d="M8 10h10M8 16h7M8 22h5" class="fill-none stroke-on-accent" stroke-width="2.5" stroke-linecap="round"></path><path d="m17.5 20.5 3 3 5.5-7" class="fill-none stroke-on-accent" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"></path></svg> Rollcall</span>`);
}
export { Logo as t };

//# sourceMappingURL=logo.js.map