import { m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { n as page } from "./state.js";
// src/lib/components/ui/tabs.svelte
function Tabs($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { label, tabs } = $$props;
		$$renderer.push(`<nav${attr("aria-label", label)} class="mb-6 overflow-x-auto border-b border-line"><ul class="flex gap-1"><!--[-->`);
		const each_array = ensure_array_like(tabs);
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let tab = each_array[$$index];
			$$renderer.push(`<li><a${attr("href", tab.href)}${attr("aria-current", page.url.pathname === tab.href ? "page" : void 0)} class="-mb-px block rounded-t border-b-2 border-transparent px-2 py-2 sm:px-3 font-medium whitespace-nowrap text-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink">${escape_html(tab.label)}</a></li>`);
		}
		$$renderer.push(`<!--]--></ul></nav>`);
	});
}
export { Tabs as t };

//# sourceMappingURL=tabs.js.map