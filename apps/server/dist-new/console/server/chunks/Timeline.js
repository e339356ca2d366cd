import { d as stringify, m as attr, o as ensure_array_like, u as spread_props, y as escape_html } from "./server2.js";
import { t as Key_round } from "./key-round.js";
import { t as Icon } from "./Icon.js";
import { t as Plus } from "./plus.js";
import { t as Time } from "./time.js";
import { n as toActionKind, r as toActionLabel } from "./audit.js";
import { t as Actor } from "./Actor.js";
import { n as toTargetName, t as toChangedText } from "./audit-event.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/minus.svelte
function Minus($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "minus",
		"size": 24,
		"node": [["path", { "d": "M5 12h14" }]]
	} }]));
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/pencil.svelte
function Pencil($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "pencil",
		"size": 24,
		"node": [["path", { "d": "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z" }], ["path", { "d": "m15 5 4 4" }]]
	} }]));
}
// src/lib/components/audit/Timeline.svelte
function Timeline($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** Where one event is shown in full: its id is added. */
		/** All events are about the same thing: its name is left out. */
		const { events, base, sameTarget = false } = $$props;
		const icons = {
			add: Plus,
			change: Pencil,
			remove: Minus,
			access: Key_round
		};
		$$renderer.push(`<ol class="divide-y divide-line text-sm"><!--[-->`);
		const each_array = ensure_array_like(events);
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let event = each_array[$$index];
			const Icon = icons[toActionKind(event.action)];
			$$renderer.push(`<li class="grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 sm:grid-cols-[1.25rem_minmax(0,1fr)_minmax(0,13rem)_7.5rem] sm:px-5"><span class="grid size-5 place-items-center rounded-full border border-line bg-sunken text-muted">`);
			if (Icon) {
				$$renderer.push("<!--[-->");
				Icon($$renderer, {
					size: 11,
					"aria-hidden": "true"
				});
				$$renderer.push("<!--]-->");
			} else {
				$$renderer.push("<!--[!-->");
				$$renderer.push("<!--]-->");
			}
			$$renderer.push(`</span> <p class="min-w-0 truncate"><a${attr("href", `${stringify(base)}/${stringify(event.id)}`)} class="row-link">${escape_html(toActionLabel(event.action))}</a> <span class="text-muted">${escape_html(sameTarget ? toChangedText(event) : toTargetName(event.target))}</span></p> <span class="text-muted max-sm:hidden">`);
			Actor($$renderer, { actor: event.actor });
			$$renderer.push(`<!----></span> <span class="text-end text-muted">`);
			Time($$renderer, { at: event.occurredAt });
			$$renderer.push(`<!----></span></li>`);
		}
		$$renderer.push(`<!--]--></ol>`);
	});
}
export { Timeline as t };

//# sourceMappingURL=Timeline.js.map