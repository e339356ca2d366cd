import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/check.svelte
function Check($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "check",
		"size": 24,
		"node": [["path", { "d": "M20 6 9 17l-5-5" }]]
	} }]));
}
export { Check as t };

//# sourceMappingURL=check.js.map