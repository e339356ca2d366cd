import { c as props_id, d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { t as Circle_alert } from "./circle-alert.js";
import { t as Search } from "./search.js";
import { t as Button } from "./button.js";
// src/lib/components/resources/ResourceFilters.svelte
function ResourceFilters($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { path, noun, filter, directories, states = false, problem, examples } = $$props;
		const filtered = derived(() => Boolean(filter.search || filter.scimFilter || filter.active || filter.directory));
		let form;
		const submit = () => form.requestSubmit();
		$$renderer.push(`<search><form${attr("action", path)}${attr("data-sveltekit-reset", false)} class="space-y-2 p-3 sm:px-5"><div class="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"><div class="relative col-span-2 min-w-48 flex-1">`);
		Search($$renderer, {
			size: 15,
			class: "pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted",
			"aria-hidden": "true"
		});
		$$renderer.push(`<!----> <input type="search" name="q"${attr("value", filter.search)}${attr("aria-label", `Search ${stringify(noun)}`)}${attr("placeholder", `Search ${stringify(noun)}`)} class="input pl-8!"/></div> `);
		if (states) {
			$$renderer.push("<!--[0-->");
			$$renderer.select({
				name: "active",
				"aria-label": "State",
				value: filter.active ?? "",
				onchange: submit,
				class: "input sm:w-auto!"
			}, ($$renderer) => {
				$$renderer.option({ value: "" }, ($$renderer) => {
					$$renderer.push(`Active and inactive`);
				});
				$$renderer.option({ value: "true" }, ($$renderer) => {
					$$renderer.push(`Active`);
				});
				$$renderer.option({ value: "false" }, ($$renderer) => {
					$$renderer.push(`Inactive`);
				});
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> `);
		if (directories.length > 1) {
			$$renderer.push("<!--[0-->");
			$$renderer.select({
				name: "directory",
				"aria-label": "Directory",
				value: filter.directory,
				onchange: submit,
				class: "input sm:w-auto! sm:max-w-44"
			}, ($$renderer) => {
				$$renderer.option({ value: "" }, ($$renderer) => {
					$$renderer.push(`All directories`);
				});
				$$renderer.push(`<!--[-->`);
				const each_array = ensure_array_like(directories);
				for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
					let directory = each_array[$$index];
					$$renderer.option({ value: directory.slug }, ($$renderer) => {
						$$renderer.push(`${escape_html(directory.name)}`);
					});
				}
				$$renderer.push(`<!--]-->`);
			});
		} else if (filter.directory) $$renderer.push(`<!--[1--><input type="hidden" name="directory"${attr("value", filter.directory)}/>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> `);
		$$renderer.select({
			name: "sort",
			"aria-label": "Order",
			value: filter.sort,
			onchange: submit,
			class: "input sm:w-auto!"
		}, ($$renderer) => {
			$$renderer.option({ value: "name" }, ($$renderer) => {
				$$renderer.push(`${escape_html(states ? "By user name" : "By name")}`);
			});
			$$renderer.option({ value: "newest" }, ($$renderer) => {
				$$renderer.push(`Newest first`);
			});
		});
		$$renderer.push(` `);
		Button($$renderer, {
			type: "submit",
			children: ($$renderer) => {
				$$renderer.push(`<!---->Search`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		if (filtered()) {
			$$renderer.push("<!--[0-->");
			Button($$renderer, {
				href: path,
				variant: "quiet",
				children: ($$renderer) => {
					$$renderer.push(`<!---->Clear`);
				},
				$$slots: { default: true }
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div> <details${attr("open", filter.scimFilter !== "", true)}><summary class="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">SCIM filter</summary> <div class="mt-2 space-y-2 pb-1"><input name="filter"${attr("value", filter.scimFilter)} aria-label="SCIM filter"${attr("aria-invalid", problem && filter.scimFilter ? "true" : void 0)}${attr("aria-describedby", problem ? `${id}-problem` : `${id}-examples`)}${attr("placeholder", examples[0])} spellcheck="false" autocapitalize="none" class="input font-mono text-sm"/> `);
		if (problem) {
			$$renderer.push(`<!--[0--><p${attr("id", `${id}-problem`)} role="alert" class="flex gap-1.5 text-sm text-failed">`);
			Circle_alert($$renderer, {
				size: 14,
				class: "mt-0.5 shrink-0",
				"aria-hidden": "true"
			});
			$$renderer.push(`<!---->${escape_html(problem)}</p>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <p${attr("id", `${id}-examples`)} class="flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">The filters of RFC 7644, such as <!--[-->`);
		const each_array_1 = ensure_array_like(examples);
		for (let $$index_1 = 0, $$length = each_array_1.length; $$index_1 < $$length; $$index_1++) {
			let example = each_array_1[$$index_1];
			$$renderer.push(`<a${attr("href", `${stringify(path)}?filter=${stringify(encodeURIComponent(example))}`)} class="rounded-sm underline underline-offset-2 hover:text-ink"><code class="text-xs">${escape_html(example)}</code></a>`);
		}
		$$renderer.push(`<!--]--></p></div></details></form></search> <div class="border-t border-line"></div>`);
	});
}
export { ResourceFilters as t };

//# sourceMappingURL=ResourceFilters.js.map