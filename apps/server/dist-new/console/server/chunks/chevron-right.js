import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/chevron-right.svelte
function Chevron_right($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "chevron-right",
		"size": 24,
		"node": [["path", { "d": "m9 18 6-6-6-6" }]]
	} }]));
}
export { Chevron_right as t };

//# sourceMappingURL=chevron-right.js.map