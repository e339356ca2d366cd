import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/users.svelte
function Users($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "users",
		"size": 24,
		"node": [
			["path", { "d": "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2" }],
			["path", { "d": "M16 3.128a4 4 0 0 1 0 7.744" }],
			["path", { "d": "M22 21v-2a4 4 0 0 0-3-3.87" }],
			["circle", {
				"cx": "9",
				"cy": "7",
				"r": "4"
			}]
		]
	} }]));
}
export { Users as t };

//# sourceMappingURL=users.js.map