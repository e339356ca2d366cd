import { y as escape_html } from "./server2.js";
// src/lib/components/ui/empty-state.svelte
function Empty_state($$renderer, $$props) {
	/** What would be here. */
	/** Why it is not, and what to do next. */
	const { Icon, title, children, action } = $$props;
	$$renderer.push(`<div class="flex flex-col items-center px-4 py-12 text-center">`);
	if (Icon) {
		$$renderer.push(`<!--[0--><span class="mb-3 grid size-10 place-items-center rounded-lg border border-line bg-sunken text-muted">`);
		if (Icon) {
			$$renderer.push("<!--[-->");
			Icon($$renderer, {
				size: 18,
				"aria-hidden": "true"
			});
			$$renderer.push("<!--]-->");
		} else {
			$$renderer.push("<!--[!-->");
			$$renderer.push("<!--]-->");
		}
		$$renderer.push(`</span>`);
	} else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--> <p class="font-medium">${escape_html(title)}</p> <div class="mt-1 max-w-prose text-balance text-muted">`);
	children($$renderer);
	$$renderer.push(`<!----></div> `);
	if (action) {
		$$renderer.push(`<!--[0--><div class="mt-4 flex flex-wrap justify-center gap-2">`);
		action($$renderer);
		$$renderer.push(`<!----></div>`);
	} else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--></div>`);
}
export { Empty_state as t };

//# sourceMappingURL=empty-state.js.map