import { c as props_id, m as attr, y as escape_html } from "./server2.js";
import { t as X } from "./x.js";
import "./navigation.js";
// src/lib/components/ui/dialog.svelte
function Dialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { title, closeHref, dismissable = true, children } = $$props;
		typeof document === "undefined" || document.activeElement;
		$$renderer.push(`<dialog open=""${attr("aria-labelledby", id)} class="fixed inset-0 z-30 m-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-lg overflow-y-auto rounded-xl border border-line bg-surface p-0 text-ink shadow-dialog"><div class="p-5 sm:p-6"><header class="flex items-start justify-between gap-4"><h2${attr("id", id)} class="text-lg font-semibold tracking-tight">${escape_html(title)}</h2> `);
		if (dismissable) {
			$$renderer.push(`<!--[0--><a${attr("href", closeHref)} data-sveltekit-replacestate=""${attr("data-sveltekit-reset", false)} class="-m-1 grid size-7 shrink-0 place-items-center rounded-sm text-muted hover:bg-hover hover:text-ink">`);
			X($$renderer, {
				size: 16,
				"aria-hidden": "true"
			});
			$$renderer.push(`<!----><span class="sr-only">Close</span></a>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></header> <div class="mt-3">`);
		children($$renderer);
		$$renderer.push(`<!----></div></div></dialog>`);
	});
}
export { Dialog as t };

//# sourceMappingURL=dialog.js.map