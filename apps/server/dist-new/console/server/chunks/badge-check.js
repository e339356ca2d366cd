import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/badge-check.svelte
function Badge_check($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "badge-check",
		"size": 24,
		"node": [["path", { "d": "M3.85 8.62a4 4 0 0 1 4.78-4.77 4 4 0 0 1 6.74 0 4 4 0 0 1 4.78 4.78 4 4 0 0 1 0 6.74 4 4 0 0 1-4.77 4.78 4 4 0 0 1-6.75 0 4 4 0 0 1-4.78-4.77 4 4 0 0 1 0-6.76Z" }], ["path", { "d": "m16 9-5.5 5.5L8 12" }]],
		"aliases": ["verified"]
	} }]));
}
export { Badge_check as t };

//# sourceMappingURL=badge-check.js.map