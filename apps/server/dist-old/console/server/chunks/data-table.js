import { m as attr, y as escape_html } from "./server2.js";
// src/lib/components/ui/data-table.svelte
function Data_table($$renderer, $$props) {
	/** What the rows are; read by screen readers before the table. */
	const { caption, head, children } = $$props;
	$$renderer.push(`<div class="table-scroll overflow-x-auto" role="group"${attr("aria-label", caption)} tabindex="0"><table class="data-table w-full text-sm"><caption class="sr-only">${escape_html(caption)}</caption><thead><tr>`);
	head($$renderer);
	$$renderer.push(`<!----></tr></thead><tbody>`);
	children($$renderer);
	$$renderer.push(`<!----></tbody></table></div>`);
}
export { Data_table as t };

//# sourceMappingURL=data-table.js.map