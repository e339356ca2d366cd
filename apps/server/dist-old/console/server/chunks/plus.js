import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/plus.svelte
function Plus($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "plus",
		"size": 24,
		"node": [["path", { "d": "M5 12h14" }], ["path", { "d": "M12 5v14" }]]
	} }]));
}
export { Plus as t };

//# sourceMappingURL=plus.js.map