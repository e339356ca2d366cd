import { c as props_id, d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import "./navigation.js";
import { n as navigationFor } from "./navigation2.js";
// src/lib/components/shell/palette-search.ts
/** Pages whose name contains the text: those of the tenant, then those of the instance. */
function pageHits(tenantSlug, text) {
	const instance = navigationFor(void 0).map((entry) => ({
		...entry,
		label: entry.href === "/" ? "All tenants" : "Instance settings"
	}));
	return (tenantSlug === void 0 ? navigationFor(void 0) : [...navigationFor(tenantSlug), ...instance]).filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())).map(({ label, href, Icon }) => ({
		kind: "",
		label,
		detail: "",
		href,
		Icon
	}));
}
// src/lib/components/shell/CommandPalette.svelte
function CommandPalette($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { tenantSlug, onclose } = $$props;
		let text = "";
		let found = [];
		let selected = 0;
		const wanted = derived(() => text.trim());
		const groups = derived(() => [{
			title: "Found",
			hits: found
		}, {
			title: "Pages",
			hits: pageHits(tenantSlug, wanted())
		}]);
		const hits = derived(() => groups().flatMap((group) => group.hits));
		const optionId = (hit) => `${id}-${hits().indexOf(hit)}`;
		$$renderer.push(`<dialog aria-label="Go to" class="fixed inset-x-0 top-[12vh] bottom-auto z-50 m-auto w-[calc(100vw-2rem)] max-w-xl overflow-hidden rounded-xl border border-line bg-surface p-0 text-ink shadow-dialog"><input${attr("value", text)} role="combobox" aria-label="Go to" aria-expanded="true"${attr("aria-controls", `${id}-list`)} aria-autocomplete="list"${attr("aria-activedescendant", hits().length > 0 ? `${id}-${selected}` : void 0)} autocomplete="off" spellcheck="false"${attr("placeholder", tenantSlug === void 0 ? "Go to a page or a tenant" : "Go to a page, person, group or directory")} class="h-12 w-full rounded-t-xl border-b border-line bg-transparent px-4 placeholder:text-muted focus-visible:-outline-offset-2 focus-visible:rounded-t-xl"/> <div${attr("id", `${id}-list`)} role="listbox" aria-label="Results" class="max-h-[50vh] overflow-y-auto p-1.5"><!--[-->`);
		const each_array = ensure_array_like(groups());
		for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
			let group = each_array[$$index_1];
			if (group.hits.length > 0) {
				$$renderer.push(`<!--[0--><div role="group"${attr("aria-labelledby", `${id}-${stringify(group.title)}`)}><div${attr("id", `${id}-${stringify(group.title)}`)} class="px-2.5 py-1.5 text-xs font-medium text-muted">${escape_html(group.title)}</div> <!--[-->`);
				const each_array_1 = ensure_array_like(group.hits);
				for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
					let hit = each_array_1[$$index];
					const Icon = hit.Icon;
					$$renderer.push(`<a${attr("href", hit.href)}${attr("id", optionId(hit))} role="option" tabindex="-1"${attr("aria-selected", hits()[selected] === hit)} class="flex h-9 cursor-pointer items-center gap-2.5 rounded px-2.5 aria-selected:bg-hover">`);
					if (Icon) {
						$$renderer.push("<!--[0-->");
						if (Icon) {
							$$renderer.push("<!--[-->");
							Icon($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push("<!--]-->");
						} else {
							$$renderer.push("<!--[!-->");
							$$renderer.push("<!--]-->");
						}
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--> <span class="min-w-0 truncate font-medium">${escape_html(hit.label)}</span> <span class="min-w-0 flex-1 truncate text-sm text-muted">${escape_html(hit.detail)}</span> <span class="text-xs text-muted">${escape_html(hit.kind)}</span></a>`);
				}
				$$renderer.push(`<!--]--></div>`);
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]-->`);
		}
		$$renderer.push(`<!--]--></div> `);
		if (hits().length === 0) $$renderer.push(`<!--[0--><p role="status" class="px-4 pt-2 pb-7 text-center text-muted">${escape_html(`Nothing matches “${wanted()}”.`)}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></dialog>`);
	});
}
export { CommandPalette as default };

//# sourceMappingURL=CommandPalette.js.map