import { i as derived, m as attr, u as spread_props, y as escape_html } from "./server2.js";
import { t as Cable } from "./cable.js";
import { t as Icon } from "./Icon.js";
import { t as Key_round } from "./key-round.js";
import { t as User } from "./user.js";
import { i as toActorTypeLabel } from "./audit.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/cog.svelte
function Cog($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "cog",
		"size": 24,
		"node": [
			["path", { "d": "M11 10.27 7 3.34" }],
			["path", { "d": "m11 13.73-4 6.93" }],
			["path", { "d": "M12 22v-2" }],
			["path", { "d": "M12 2v2" }],
			["path", { "d": "M14 12h8" }],
			["path", { "d": "m17 20.66-1-1.73" }],
			["path", { "d": "m17 3.34-1 1.73" }],
			["path", { "d": "M2 12h2" }],
			["path", { "d": "m20.66 17-1.73-1" }],
			["path", { "d": "m20.66 7-1.73 1" }],
			["path", { "d": "m3.34 17 1.73-1" }],
			["path", { "d": "m3.34 7 1.73 1" }],
			["circle", {
				"cx": "12",
				"cy": "12",
				"r": "2"
			}],
			["circle", {
				"cx": "12",
				"cy": "12",
				"r": "8"
			}]
		]
	} }]));
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/terminal.svelte
function Terminal($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "terminal",
		"size": 24,
		"node": [["path", { "d": "M12 19h8" }], ["path", { "d": "m4 17 6-6-6-6" }]]
	} }]));
}
// src/lib/components/audit/Actor.svelte
function Actor($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { actor } = $$props;
		const icons = {
			CREDENTIAL: Cable,
			ADMIN: User,
			API_KEY: Key_round,
			COMMAND_LINE: Terminal,
			SYSTEM: Cog
		};
		const Icon = derived(() => icons[actor.type]);
		$$renderer.push(`<span class="inline-flex max-w-52 min-w-0 items-center gap-1.5"${attr("title", toActorTypeLabel(actor.type))}>`);
		if (Icon()) {
			$$renderer.push("<!--[-->");
			Icon()($$renderer, {
				size: 13,
				class: "shrink-0 text-muted",
				"aria-hidden": "true"
			});
			$$renderer.push("<!--]-->");
		} else {
			$$renderer.push("<!--[!-->");
			$$renderer.push("<!--]-->");
		}
		$$renderer.push(` <span class="sr-only">${escape_html(toActorTypeLabel(actor.type))}:</span> <span class="truncate">${escape_html(actor.label)}</span></span>`);
	});
}
export { Actor as t };

//# sourceMappingURL=Actor.js.map