import { d as stringify, m as attr, o as ensure_array_like, u as spread_props } from "./server2.js";
import { t as Monitor } from "./monitor.js";
import { t as Icon } from "./Icon.js";
import { t as THEMES } from "./theme.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/moon.svelte
function Moon($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "moon",
		"size": 24,
		"node": [["path", { "d": "M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401" }]]
	} }]));
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/sun.svelte
function Sun($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "sun",
		"size": 24,
		"node": [
			["circle", {
				"cx": "12",
				"cy": "12",
				"r": "4"
			}],
			["path", { "d": "M12 2v2" }],
			["path", { "d": "M12 20v2" }],
			["path", { "d": "m4.93 4.93 1.41 1.41" }],
			["path", { "d": "m17.66 17.66 1.41 1.41" }],
			["path", { "d": "M2 12h2" }],
			["path", { "d": "M20 12h2" }],
			["path", { "d": "m6.34 17.66-1.41 1.41" }],
			["path", { "d": "m19.07 4.93-1.41 1.41" }]
		]
	} }]));
}
// src/lib/components/ui/theme-switch.svelte
function Theme_switch($$renderer, $$props) {
	/** Where to come back to: path and query of the page that shows the switch. */
	const { current, returnPath } = $$props;
	const looks = {
		system: {
			label: "System",
			Icon: Monitor
		},
		light: {
			label: "Light",
			Icon: Sun
		},
		dark: {
			label: "Dark",
			Icon: Moon
		}
	};
	$$renderer.push(`<form method="POST" action="/theme" class="inline-flex gap-0.5 rounded border border-line bg-surface p-0.5"><input type="hidden" name="return"${attr("value", returnPath)}/> <!--[-->`);
	const each_array = ensure_array_like(THEMES);
	for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
		let theme = each_array[$$index];
		const { label, Icon } = looks[theme];
		$$renderer.push(`<button type="submit" name="theme"${attr("value", theme)}${attr("aria-pressed", theme === current)}${attr("aria-label", `${stringify(label)} colours`)}${attr("title", `${stringify(label)} colours`)} class="grid size-7 cursor-pointer place-items-center rounded-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-pressed:bg-sunken aria-pressed:text-ink">`);
		if (Icon) {
			$$renderer.push("<!--[-->");
			Icon($$renderer, {
				size: 14,
				"aria-hidden": "true"
			});
			$$renderer.push("<!--]-->");
		} else {
			$$renderer.push("<!--[!-->");
			$$renderer.push("<!--]-->");
		}
		$$renderer.push(`</button>`);
	}
	$$renderer.push(`<!--]--></form>`);
}
export { Theme_switch as t };

//# sourceMappingURL=theme-switch.js.map