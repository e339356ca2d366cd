import { d as stringify, i as derived, m as attr, t as attr_class, u as spread_props, y as escape_html } from "./server2.js";
import { t as Circle_check } from "./circle-check.js";
import { n as Circle_x, t as Triangle_alert } from "./triangle-alert.js";
import { t as Icon } from "./Icon.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/info.svelte
function Info($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "info",
		"size": 24,
		"node": [
			["circle", {
				"cx": "12",
				"cy": "12",
				"r": "10"
			}],
			["path", { "d": "M12 16v-4" }],
			["path", { "d": "M12 8h.01" }]
		]
	} }]));
}
// src/lib/components/ui/notice.svelte
function Notice($$renderer, $$props) {
	const { tone = "info", title, children, action } = $$props;
	const looks = {
		info: {
			Icon: Info,
			box: "border-line bg-sunken",
			icon: "text-muted"
		},
		active: {
			Icon: Circle_check,
			box: "border-active/30 bg-active-soft",
			icon: "text-active"
		},
		attention: {
			Icon: Triangle_alert,
			box: "border-attention/30 bg-attention-soft",
			icon: "text-attention"
		},
		failed: {
			Icon: Circle_x,
			box: "border-failed/30 bg-failed-soft",
			icon: "text-failed"
		}
	};
	const look = derived(() => looks[tone]);
	$$renderer.push(`<div${attr("role", tone === "failed" ? "alert" : void 0)}${attr_class(`flex flex-wrap items-start gap-x-4 gap-y-2 rounded-lg border px-4 py-3 ${stringify(look().box)}`)}><div class="flex min-w-0 flex-1 basis-60 gap-2.5">`);
	if (look().Icon) {
		$$renderer.push("<!--[-->");
		look().Icon($$renderer, {
			size: 16,
			class: `mt-0.5 shrink-0 ${stringify(look().icon)}`,
			"aria-hidden": "true"
		});
		$$renderer.push("<!--]-->");
	} else {
		$$renderer.push("<!--[!-->");
		$$renderer.push("<!--]-->");
	}
	$$renderer.push(` <div class="min-w-0 leading-5">`);
	if (title) $$renderer.push(`<!--[0--><p class="font-medium">${escape_html(title)}</p>`);
	else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--> `);
	children($$renderer);
	$$renderer.push(`<!----></div></div> `);
	if (action) {
		$$renderer.push(`<!--[0--><div class="flex shrink-0 gap-2">`);
		action($$renderer);
		$$renderer.push(`<!----></div>`);
	} else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--></div>`);
}
export { Notice as t };

//# sourceMappingURL=notice.js.map