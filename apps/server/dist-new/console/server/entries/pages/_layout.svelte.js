import { y as escape_html } from "../../chunks/server2.js";
import { t as provideClock } from "../../chunks/clock.svelte.js";
import { t as Circle_check } from "../../chunks/circle-check.js";
import { n as page } from "../../chunks/state.js";
// src/lib/components/ui/toast.svelte
function Toast($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		let text = void 0;
		const doneOf = (form) => typeof form === "object" && form !== null && "done" in form && typeof form.done === "string" ? form.done : void 0;
		text = doneOf(page.form);
		$$renderer.push(`<div role="status" class="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center px-4">`);
		if (text) {
			$$renderer.push(`<!--[0--><p class="flex items-center gap-2 rounded-lg bg-ink px-4 py-2.5 font-medium text-canvas shadow-menu">`);
			Circle_check($$renderer, {
				size: 16,
				"aria-hidden": "true"
			});
			$$renderer.push(`<!---->${escape_html(text)}</p>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div>`);
	});
}
// src/routes/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		provideClock(data.now);
		$$renderer.push(`<a href="#main" class="sr-only focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-50 focus:rounded focus:border focus:border-line focus:bg-surface focus:px-3 focus:py-2">Skip to the content</a> `);
		children($$renderer);
		$$renderer.push(`<!----> `);
		Toast($$renderer, {});
		$$renderer.push(`<!---->`);
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map