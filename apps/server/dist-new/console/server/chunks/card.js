import { c as props_id, h as clsx, m as attr, t as attr_class, y as escape_html } from "./server2.js";
// src/lib/components/ui/card.svelte
function Card($$renderer, $$props) {
	const id = props_id($$renderer);
	const { title, description, actions, flush = false, children } = $$props;
	$$renderer.push(`<section${attr("aria-labelledby", title ? id : void 0)} class="min-w-0 rounded-lg border border-line bg-surface">`);
	if (title) {
		$$renderer.push(`<!--[0--><header${attr_class(`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-3 sm:px-5 sm:pt-4 ${flush ? "pb-3" : ""}`)}><div class="min-w-0"><h2${attr("id", id)} class="font-semibold tracking-tight">${escape_html(title)}</h2> `);
		if (description) $$renderer.push(`<!--[0--><p class="mt-0.5 text-sm text-muted">${escape_html(description)}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div> `);
		if (actions) {
			$$renderer.push(`<!--[0--><div class="flex flex-wrap gap-2">`);
			actions($$renderer);
			$$renderer.push(`<!----></div>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></header>`);
	} else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--> <div${attr_class(clsx(flush ? title ? "border-t border-line" : "" : "p-4 sm:p-5"))}>`);
	children($$renderer);
	$$renderer.push(`<!----></div></section>`);
}
export { Card as t };

//# sourceMappingURL=card.js.map