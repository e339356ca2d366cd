import { i as derived, m as attr, o as ensure_array_like, u as spread_props, y as escape_html } from "./server2.js";
import { t as Icon } from "./Icon.js";
import { n as page } from "./state.js";
import { t as Chevron_right } from "./chevron-right.js";
import { t as toCount } from "./text.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/chevron-left.svelte
function Chevron_left($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "chevron-left",
		"size": 24,
		"node": [["path", { "d": "m15 18-6-6 6-6" }]]
	} }]));
}
// src/lib/links.ts
/** The same page with other query parameters; null removes one. Paging starts over unless it is what changes. */
function withParams(url, changes) {
	const params = new URLSearchParams(url.search);
	params.delete("after");
	params.delete("before");
	for (const [name, value] of Object.entries(changes)) if (value === null) params.delete(name);
	else params.set(name, value);
	const text = params.toString();
	return text === "" ? url.pathname : `${url.pathname}?${text}`;
}
// src/lib/components/ui/pager.svelte
function Pager($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** "214 people". */
		const { pageInfo, summary } = $$props;
		const previous = derived(() => pageInfo.hasPreviousPage ? withParams(page.url, { before: pageInfo.startCursor }) : void 0);
		const next = derived(() => pageInfo.hasNextPage ? withParams(page.url, { after: pageInfo.endCursor }) : void 0);
		$$renderer.push(`<div class="flex min-h-11 flex-wrap items-center justify-between gap-2 border-t border-line px-4 py-2 text-sm sm:px-5"><p class="text-muted tabular-nums">${escape_html(summary)}</p> `);
		if (previous() || next()) {
			$$renderer.push(`<!--[0--><nav aria-label="Pages" class="flex gap-2"><!--[-->`);
			const each_array = ensure_array_like([{
				label: "Previous",
				href: previous()
			}, {
				label: "Next",
				href: next()
			}]);
			for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
				let { label, href } = each_array[$$index];
				if (href) {
					$$renderer.push(`<!--[0--><a${attr("href", href)}${attr("rel", label === "Next" ? "next" : "prev")} class="inline-flex h-7 items-center gap-1 rounded border px-2 font-medium border-button bg-surface hover:bg-hover">`);
					if (label === "Previous") {
						$$renderer.push("<!--[0-->");
						Chevron_left($$renderer, {
							size: 14,
							"aria-hidden": "true"
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--> ${escape_html(label)} `);
					if (label === "Next") {
						$$renderer.push("<!--[0-->");
						Chevron_right($$renderer, {
							size: 14,
							"aria-hidden": "true"
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--></a>`);
				} else {
					$$renderer.push(`<!--[-1--><span class="inline-flex h-7 items-center gap-1 rounded border px-2 font-medium border-line text-muted" aria-disabled="true">`);
					if (label === "Previous") {
						$$renderer.push("<!--[0-->");
						Chevron_left($$renderer, {
							size: 14,
							"aria-hidden": "true"
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--> ${escape_html(label)} `);
					if (label === "Next") {
						$$renderer.push("<!--[0-->");
						Chevron_right($$renderer, {
							size: 14,
							"aria-hidden": "true"
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--></span>`);
				}
				$$renderer.push(`<!--]-->`);
			}
			$$renderer.push(`<!--]--></nav>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div>`);
	});
}
// src/lib/paging.ts
/** "214 people": what a list holds in all; only the noun when it is longer than a page and was not counted. */
function toSummary({ nodes, totalCount, pageInfo }, one, many) {
	if (totalCount !== null) return toCount(totalCount, one, many);
	return pageInfo.hasNextPage || pageInfo.hasPreviousPage ? many : toCount(nodes.length, one, many);
}
export { Pager as n, withParams as r, toSummary as t };

//# sourceMappingURL=paging.js.map