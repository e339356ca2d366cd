import { h as clsx, m as attr, t as attr_class, u as spread_props, y as escape_html } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/copy.svelte
function Copy($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "copy",
		"size": 24,
		"node": [["rect", {
			"width": "14",
			"height": "14",
			"x": "8",
			"y": "8",
			"rx": "2",
			"ry": "2"
		}], ["path", { "d": "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2" }]]
	} }]));
}
// src/lib/components/ui/copy-button.svelte
function Copy_button($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** What is copied: names the button. */
		/** Shows the label beside the icon. */
		const { value, label, wide = false } = $$props;
		$$renderer.push(`<button type="button"${attr("aria-label", wide ? void 0 : `Copy ${label}`)}${attr("title", wide ? void 0 : `Copy ${label}`)}${attr_class(clsx(wide ? "js-only inline-flex h-9 cursor-pointer items-center justify-center gap-1.5 rounded border border-button bg-surface px-3.5 font-medium whitespace-nowrap transition-colors hover:bg-hover" : "js-only grid size-7 shrink-0 cursor-pointer place-items-center rounded-sm text-muted transition-colors hover:bg-hover hover:text-ink"))}>`);
		$$renderer.push("<!--[-1-->");
		Copy($$renderer, {
			size: 14,
			"aria-hidden": "true"
		});
		$$renderer.push(`<!--]--> `);
		if (wide) $$renderer.push(`<!--[0-->${escape_html(`Copy ${label}`)}`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></button> <span role="status" class="sr-only">${escape_html("")}</span>`);
	});
}
export { Copy_button as t };

//# sourceMappingURL=copy-button.js.map