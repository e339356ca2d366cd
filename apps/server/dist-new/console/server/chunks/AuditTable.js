import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { n as page } from "./state.js";
import { t as Button } from "./button.js";
import { t as Time } from "./time.js";
import { t as X } from "./x.js";
import { t as Data_table } from "./data-table.js";
import { r as withParams } from "./paging.js";
import { i as toActorTypeLabel, r as toActionLabel, t as ACTOR_TYPES } from "./audit.js";
import { t as Actor } from "./Actor.js";
import { n as toTargetName, r as toTargetPath, t as toChangedText } from "./audit-event.js";
// src/lib/components/audit/AuditFilters.svelte
function AuditFilters($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { path, filter, actions, directories } = $$props;
		let form;
		const submit = () => form.requestSubmit();
		const filtered = derived(() => Object.values(filter).some(Boolean));
		const pinned = derived(() => [
			{
				name: "target",
				label: "Target",
				value: filter.target
			},
			{
				name: "actorId",
				label: "Actor",
				value: filter.actorId
			},
			{
				name: "request",
				label: "Request",
				value: filter.request
			}
		].filter(({ value }) => value));
		$$renderer.push(`<search aria-label="Filter the audit log"><form${attr("action", path)}${attr("data-sveltekit-reset", false)} class="border-b border-line p-3 sm:px-5"><div class="grid grid-cols-2 items-center gap-2 sm:flex sm:flex-wrap">`);
		$$renderer.select({
			name: "action",
			"aria-label": "Action",
			value: filter.action,
			onchange: submit,
			class: "input sm:w-auto! sm:max-w-44"
		}, ($$renderer) => {
			$$renderer.option({ value: "" }, ($$renderer) => {
				$$renderer.push(`All actions`);
			});
			$$renderer.push(`<!--[-->`);
			const each_array = ensure_array_like(actions);
			for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
				let action = each_array[$$index];
				$$renderer.option({ value: action }, ($$renderer) => {
					$$renderer.push(`${escape_html(toActionLabel(action))}`);
				});
			}
			$$renderer.push(`<!--]-->`);
		});
		$$renderer.push(` `);
		$$renderer.select({
			name: "actor",
			"aria-label": "Done by",
			value: filter.actor,
			onchange: submit,
			class: "input sm:w-auto!"
		}, ($$renderer) => {
			$$renderer.option({ value: "" }, ($$renderer) => {
				$$renderer.push(`Done by anyone`);
			});
			$$renderer.push(`<!--[-->`);
			const each_array_1 = ensure_array_like(ACTOR_TYPES);
			for (let $$index_1 = 0, $$length = each_array_1.length; $$index_1 < $$length; $$index_1++) {
				let type = each_array_1[$$index_1];
				$$renderer.option({ value: type }, ($$renderer) => {
					$$renderer.push(`${escape_html(toActorTypeLabel(type))}`);
				});
			}
			$$renderer.push(`<!--]-->`);
		});
		$$renderer.push(` `);
		if (directories.length > 0) {
			$$renderer.push("<!--[0-->");
			$$renderer.select({
				name: "directory",
				"aria-label": "Directory",
				value: filter.directory,
				onchange: submit,
				class: "input max-sm:col-span-2 sm:w-auto! sm:max-w-40"
			}, ($$renderer) => {
				$$renderer.option({ value: "" }, ($$renderer) => {
					$$renderer.push(`All directories`);
				});
				$$renderer.push(`<!--[-->`);
				const each_array_2 = ensure_array_like(directories);
				for (let $$index_2 = 0, $$length = each_array_2.length; $$index_2 < $$length; $$index_2++) {
					let directory = each_array_2[$$index_2];
					$$renderer.option({ value: directory.slug }, ($$renderer) => {
						$$renderer.push(`${escape_html(directory.name)}`);
					});
				}
				$$renderer.push(`<!--]-->`);
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <label class="flex items-center gap-1.5 text-sm text-muted">From <input type="date" name="from" aria-label="From, UTC"${attr("value", filter.from.slice(0, 10))} class="input sm:w-auto!"/></label> <label class="flex items-center gap-1.5 text-sm text-muted">to <input type="date" name="to" aria-label="To and including, UTC"${attr("value", filter.to.slice(0, 10))} class="input sm:w-auto!"/> <span class="max-sm:sr-only">UTC</span></label> <!--[-->`);
		const each_array_3 = ensure_array_like(pinned());
		for (let $$index_3 = 0, $$length = each_array_3.length; $$index_3 < $$length; $$index_3++) {
			let { name, value } = each_array_3[$$index_3];
			$$renderer.push(`<input type="hidden"${attr("name", name)}${attr("value", value)}/>`);
		}
		$$renderer.push(`<!--]--> `);
		Button($$renderer, {
			type: "submit",
			children: ($$renderer) => {
				$$renderer.push(`<!---->Filter`);
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
		$$renderer.push(`<!--]--></div> `);
		if (pinned().length > 0) {
			$$renderer.push(`<!--[0--><ul class="mt-2 flex flex-wrap gap-2"><!--[-->`);
			const each_array_4 = ensure_array_like(pinned());
			for (let $$index_4 = 0, $$length = each_array_4.length; $$index_4 < $$length; $$index_4++) {
				let { name, label, value } = each_array_4[$$index_4];
				$$renderer.push(`<li class="flex items-center gap-1.5 rounded-full border border-line bg-sunken py-0.5 pr-1 pl-2.5 text-xs">${escape_html(label)} <code class="text-xs">${escape_html(value)}</code> <a${attr("href", withParams(page.url, { [name]: null }))} class="rounded-full p-0.5 text-muted hover:bg-hover hover:text-ink">`);
				X($$renderer, {
					size: 12,
					"aria-hidden": "true"
				});
				$$renderer.push(`<!----><span class="sr-only">Remove: ${escape_html(label)}</span></a></li>`);
			}
			$$renderer.push(`<!--]--></ul>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></form></search>`);
	});
}
// src/lib/components/audit/AuditTable.svelte
function AuditTable($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** The list's own path: an event is below it. */
		const { events, path, tenantSlug } = $$props;
		{
			function head($$renderer) {
				$$renderer.push(`<th scope="col">Action</th> <th scope="col" class="max-sm:hidden">Target</th> <th scope="col" class="max-md:hidden">Done by</th> <th scope="col" class="max-lg:hidden">Changed</th> <th scope="col">When</th>`);
			}
			Data_table($$renderer, {
				caption: "Audit events",
				head,
				children: ($$renderer) => {
					$$renderer.push(`<!--[-->`);
					const each_array = ensure_array_like(events);
					for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
						let event = each_array[$$index];
						const targetPath = toTargetPath(event.target, tenantSlug);
						$$renderer.push(`<tr><th scope="row" class="max-sm:max-w-0 max-sm:w-full"><a${attr("href", `${stringify(path)}/${stringify(event.id)}`)} class="row-link">${escape_html(toActionLabel(event.action))}</a><div class="truncate text-xs font-normal text-muted sm:hidden">${escape_html(toTargetName(event.target))}</div></th><td class="max-sm:hidden"><div class="max-w-64 truncate">`);
						if (targetPath) $$renderer.push(`<!--[0--><a${attr("href", targetPath)} class="text-link">${escape_html(toTargetName(event.target))}</a>`);
						else $$renderer.push(`<!--[-1-->${escape_html(toTargetName(event.target))}`);
						$$renderer.push(`<!--]--></div></td><td class="max-md:hidden">`);
						Actor($$renderer, { actor: event.actor });
						$$renderer.push(`<!----></td><td class="max-lg:hidden"><div class="max-w-56 truncate text-muted"${attr("title", toChangedText(event))}>${escape_html(toChangedText(event) || "–")}</div></td><td>`);
						Time($$renderer, { at: event.occurredAt });
						$$renderer.push(`<!----></td></tr>`);
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: {
					head: true,
					default: true
				}
			});
		}
	});
}
export { AuditFilters as n, AuditTable as t };

//# sourceMappingURL=AuditTable.js.map