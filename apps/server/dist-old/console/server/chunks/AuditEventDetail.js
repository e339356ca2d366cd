import { d as stringify, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "./server2.js";
import { t as Card } from "./card.js";
import { t as Copy_button } from "./copy-button.js";
import { n as Fact, t as Fact_list } from "./fact-list.js";
import { t as Notice } from "./notice.js";
import { r as toExactUtc, t as Time } from "./time.js";
import { a as toTargetTypeLabel, i as toActorTypeLabel } from "./audit.js";
import { t as toCount } from "./text.js";
import { n as toTargetName, r as toTargetPath } from "./audit-event.js";
// src/lib/json/diff.ts
/** Beyond this many lines on both sides together, finding the smallest difference would take too long. */
var MAX_PRODUCT = 1e6;
var CONTEXT = 3;
/** Two values as indented JSON, compared line by line; long equal stretches are left out. */
function diffJson(before, after) {
	return leaveOutTheEqual(compare(toLines(before), toLines(after)));
}
function toLines(value) {
	return value === void 0 || value === null ? [] : (JSON.stringify(sortKeys(value), null, 2) ?? "").split("\n");
}
/** Member order carries no meaning in JSON, so it must not show up as a change. */
function sortKeys(value) {
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1).map(([key, member]) => [key, sortKeys(member)]));
}
function compare(before, after) {
	if (before.length * after.length > MAX_PRODUCT) return [...rows("removed", before), ...rows("added", after)];
	const common = commonLengths(before, after);
	const result = [];
	let i = 0;
	let j = 0;
	while (i < before.length && j < after.length) {
		const left = before[i] ?? "";
		const right = after[j] ?? "";
		if (withoutComma(left) === withoutComma(right)) {
			result.push({
				kind: "same",
				text: right
			});
			i++;
			j++;
		} else if (lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
			result.push({
				kind: "removed",
				text: left
			});
			i++;
		} else {
			result.push({
				kind: "added",
				text: right
			});
			j++;
		}
	}
	return [
		...result,
		...rows("removed", before.slice(i)),
		...rows("added", after.slice(j))
	];
}
/** Longest common subsequence of every pair of tails. */
function commonLengths(before, after) {
	const table = Array.from({ length: before.length + 1 }, () => new Array(after.length + 1).fill(0));
	for (let i = before.length - 1; i >= 0; i--) {
		const row = table[i] ?? [];
		for (let j = after.length - 1; j >= 0; j--) {
			const equal = withoutComma(before[i] ?? "") === withoutComma(after[j] ?? "");
			row[j] = equal ? lengthAt(table, i + 1, j + 1) + 1 : Math.max(lengthAt(table, i + 1, j), lengthAt(table, i, j + 1));
		}
	}
	return table;
}
var lengthAt = (table, i, j) => table[i]?.[j] ?? 0;
var withoutComma = (line) => line.replace(/,$/, "");
var rows = (kind, lines) => lines.map((text) => ({
	kind,
	text
}));
function leaveOutTheEqual(all) {
	const near = all.map((_, at) => all.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== "same"));
	if (!near.includes(true)) return [...all];
	const result = [];
	let skipped = 0;
	const flush = () => {
		if (skipped > 0) result.push({
			kind: "skipped",
			text: `${skipped} equal ${skipped === 1 ? "line" : "lines"}`
		});
		skipped = 0;
	};
	all.forEach((row, at) => {
		if (near[at]) {
			flush();
			result.push(row);
		} else skipped++;
	});
	flush();
	return result;
}
// src/lib/components/ui/json-diff.svelte
function Json_diff($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { before, after } = $$props;
		const rows = derived(() => diffJson(before, after));
		const looks = {
			same: {
				sign: " ",
				row: "text-muted",
				name: ""
			},
			removed: {
				sign: "−",
				row: "bg-failed-soft text-failed",
				name: "removed: "
			},
			added: {
				sign: "+",
				row: "bg-active-soft text-active",
				name: "added: "
			},
			skipped: {
				sign: "⋯",
				row: "bg-hover text-muted",
				name: ""
			}
		};
		$$renderer.push(`<div class="max-h-[40rem] overflow-auto rounded border border-line bg-sunken py-1.5 font-mono text-xs leading-5" role="group" aria-label="Before and after" tabindex="0"><div class="w-max min-w-full"><!--[-->`);
		const each_array = ensure_array_like(rows());
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let { kind, text } = each_array[$$index];
			const look = looks[kind];
			$$renderer.push(`<div${attr_class(`flex px-3 whitespace-pre ${stringify(look.row)}`)}><span class="w-5 shrink-0 select-none" aria-hidden="true">${escape_html(look.sign)}</span>`);
			if (look.name) $$renderer.push(`<!--[0--><span class="sr-only">${escape_html(look.name)}</span>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--><span>${escape_html(text)}</span></div>`);
		}
		$$renderer.push(`<!--]--></div></div>`);
	});
}
// src/lib/components/audit/AuditEventDetail.svelte
function AuditEventDetail($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** The list this event is from. */
		const { event, path, tenantSlug } = $$props;
		const targetPath = derived(() => toTargetPath(event.target, tenantSlug));
		const members = derived(() => [{
			title: "Members added",
			ids: event.addedMembers ?? []
		}, {
			title: "Members removed",
			ids: event.removedMembers ?? []
		}]);
		const hasDiff = derived(() => (event.before ?? null) !== null || (event.after ?? null) !== null);
		$$renderer.push(`<div class="grid items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">`);
		Card($$renderer, {
			title: "Event",
			children: ($$renderer) => {
				Fact_list($$renderer, {
					children: ($$renderer) => {
						Fact($$renderer, {
							line: true,
							label: "When",
							children: ($$renderer) => {
								Time($$renderer, { at: event.occurredAt });
								$$renderer.push(`<!----><div class="text-sm text-muted tabular-nums">${escape_html(toExactUtc(event.occurredAt))}</div>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Done by",
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(event.actor.label)}<div class="text-sm text-muted">${escape_html(toActorTypeLabel(event.actor.type))}. <a class="text-link"${attr("href", `${stringify(path)}?actorId=${stringify(encodeURIComponent(event.actor.id))}`)}>All they did</a></div>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Target",
							children: ($$renderer) => {
								if (targetPath()) $$renderer.push(`<!--[0--><a class="text-link"${attr("href", targetPath())}>${escape_html(toTargetName(event.target))}</a>`);
								else $$renderer.push(`<!--[-1-->${escape_html(toTargetName(event.target))}`);
								$$renderer.push(`<!--]--> <div class="text-sm text-muted">${escape_html(toTargetTypeLabel(event.target.type))}. <a class="text-link"${attr("href", `${stringify(path)}?target=${stringify(encodeURIComponent(event.target.databaseId))}`)}>All that happened to it</a></div>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						if (event.directory) {
							$$renderer.push("<!--[0-->");
							Fact($$renderer, {
								line: true,
								label: "Directory",
								children: ($$renderer) => {
									if (tenantSlug) $$renderer.push(`<!--[0--><a class="text-link"${attr("href", `/t/${stringify(tenantSlug)}/directories/${stringify(event.directory.slug)}`)}>${escape_html(event.directory.name)}</a>`);
									else $$renderer.push(`<!--[-1-->${escape_html(event.directory.name)}`);
									$$renderer.push(`<!--]-->`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> `);
						Fact($$renderer, {
							line: true,
							label: "Action",
							children: ($$renderer) => {
								$$renderer.push(`<code>${escape_html(event.action)}</code>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Request",
							children: ($$renderer) => {
								$$renderer.push(`<div class="flex items-start gap-1"><a class="text-link min-w-0 font-mono text-sm break-all"${attr("href", `${stringify(path)}?request=${stringify(encodeURIComponent(event.requestId))}`)}>${escape_html(event.requestId)}</a>`);
								Copy_button($$renderer, {
									value: event.requestId,
									label: "request id"
								});
								$$renderer.push(`<!----></div>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> <div class="min-w-0 space-y-6">`);
		if (event.erased) {
			$$renderer.push("<!--[0-->");
			Notice($$renderer, {
				title: "The values are erased",
				children: ($$renderer) => {
					$$renderer.push(`<p>They were sealed under the key of a person who was purged since. That the event happened remains.</p>`);
				},
				$$slots: { default: true }
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <!--[-->`);
		const each_array = ensure_array_like(members().filter(({ ids }) => ids.length > 0));
		for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
			let { title, ids } = each_array[$$index_1];
			Card($$renderer, {
				title,
				description: toCount(ids.length, "member", "members"),
				children: ($$renderer) => {
					$$renderer.push(`<ul class="max-h-60 space-y-0.5 overflow-y-auto"><!--[-->`);
					const each_array_1 = ensure_array_like(ids);
					for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
						let id = each_array_1[$$index];
						$$renderer.push(`<li>`);
						if (tenantSlug) $$renderer.push(`<!--[0--><a class="text-link font-mono text-sm break-all"${attr("href", `/t/${stringify(tenantSlug)}/people/${stringify(id)}`)}>${escape_html(id)}</a>`);
						else $$renderer.push(`<!--[-1--><code>${escape_html(id)}</code>`);
						$$renderer.push(`<!--]--></li>`);
					}
					$$renderer.push(`<!--]--></ul>`);
				},
				$$slots: { default: true }
			});
		}
		$$renderer.push(`<!--]--> `);
		if (hasDiff()) {
			$$renderer.push("<!--[0-->");
			Card($$renderer, {
				title: "Before and after",
				description: event.changed.length > 0 ? `Changed: ${event.changed.join(", ")}` : void 0,
				children: ($$renderer) => {
					Json_diff($$renderer, {
						before: event.before,
						after: event.after
					});
				},
				$$slots: { default: true }
			});
		} else if (!event.erased && members().every(({ ids }) => ids.length === 0)) {
			$$renderer.push("<!--[1-->");
			Card($$renderer, {
				title: "Before and after",
				children: ($$renderer) => {
					$$renderer.push(`<p class="text-muted">This kind of event has no values: that it happened is all there is to say.</p>`);
				},
				$$slots: { default: true }
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div></div>`);
	});
}
export { AuditEventDetail as t };

//# sourceMappingURL=AuditEventDetail.js.map