import { h as clsx, t as attr_class, y as escape_html } from "./server2.js";
// src/lib/components/ui/fact.svelte
function Fact($$renderer, $$props) {
	/** Label and value on one line. */
	const { label, children, line = false } = $$props;
	$$renderer.push(`<div${attr_class(clsx(line ? "grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-4 py-2.5 @md:grid-cols-[11rem_minmax(0,1fr)]" : "min-w-0"))}><dt class="text-sm leading-5 text-muted">${escape_html(label)}</dt> <dd${attr_class(`min-w-0 break-words ${line ? "" : "mt-1 flex min-h-6 items-center font-medium"}`)}>`);
	children($$renderer);
	$$renderer.push(`<!----></dd></div>`);
}
// src/lib/components/ui/fact-list.svelte
function Fact_list($$renderer, $$props) {
	/** Side by side where there is room: the key facts of a page. */
	const { children, row = false } = $$props;
	$$renderer.push(`<div class="@container"><dl${attr_class(clsx(row ? "grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-6 gap-y-4" : "divide-y divide-line"))}>`);
	children($$renderer);
	$$renderer.push(`<!----></dl></div>`);
}
export { Fact as n, Fact_list as t };

//# sourceMappingURL=fact-list.js.map