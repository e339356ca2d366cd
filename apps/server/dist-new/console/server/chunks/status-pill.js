import { d as stringify, i as derived, t as attr_class, u as spread_props, y as escape_html } from "./server2.js";
import { t as Circle_check } from "./circle-check.js";
import { t as Icon } from "./Icon.js";
import { n as Circle_x, t as Triangle_alert } from "./triangle-alert.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/circle-pause.svelte
function Circle_pause($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "circle-pause",
		"size": 24,
		"node": [
			["circle", {
				"cx": "12",
				"cy": "12",
				"r": "10"
			}],
			["line", {
				"x1": "10",
				"x2": "10",
				"y1": "15",
				"y2": "9"
			}],
			["line", {
				"x1": "14",
				"x2": "14",
				"y1": "15",
				"y2": "9"
			}]
		],
		"aliases": ["pause-circle"]
	} }]));
}
// src/lib/components/ui/status-pill.svelte
function Status_pill($$renderer, $$props) {
	/** The word; state words of the console by default. */
	const { state, word } = $$props;
	const looks = {
		active: {
			Icon: Circle_check,
			text: "Active",
			classes: "bg-active-soft text-active"
		},
		inactive: {
			Icon: Circle_pause,
			text: "Inactive",
			classes: "bg-inactive-soft text-inactive"
		},
		attention: {
			Icon: Triangle_alert,
			text: "Attention",
			classes: "bg-attention-soft text-attention"
		},
		failed: {
			Icon: Circle_x,
			text: "Failed",
			classes: "bg-failed-soft text-failed"
		}
	};
	const look = derived(() => looks[state]);
	$$renderer.push(`<span${attr_class(`inline-flex h-6 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap ${stringify(look().classes)}`)}>`);
	if (look().Icon) {
		$$renderer.push("<!--[-->");
		look().Icon($$renderer, {
			size: 13,
			strokeWidth: 2.25,
			"aria-hidden": "true"
		});
		$$renderer.push("<!--]-->");
	} else {
		$$renderer.push("<!--[!-->");
		$$renderer.push("<!--]-->");
	}
	$$renderer.push(` ${escape_html(word ?? look().text)}</span>`);
}
export { Status_pill as t };

//# sourceMappingURL=status-pill.js.map