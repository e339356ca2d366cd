import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/network.svelte
function Network($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "network",
		"size": 24,
		"node": [
			["rect", {
				"x": "16",
				"y": "16",
				"width": "6",
				"height": "6",
				"rx": "1"
			}],
			["rect", {
				"x": "2",
				"y": "16",
				"width": "6",
				"height": "6",
				"rx": "1"
			}],
			["rect", {
				"x": "9",
				"y": "2",
				"width": "6",
				"height": "6",
				"rx": "1"
			}],
			["path", { "d": "M5 16v-3a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v3" }],
			["path", { "d": "M12 12V8" }]
		]
	} }]));
}
export { Network as t };

//# sourceMappingURL=network.js.map