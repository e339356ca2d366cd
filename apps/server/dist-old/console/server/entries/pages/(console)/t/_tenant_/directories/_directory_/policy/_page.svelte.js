import { d as stringify, i as derived, m as attr, o as ensure_array_like, u as spread_props, y as escape_html } from "../../../../../../../../chunks/server2.js";
import { t as Button } from "../../../../../../../../chunks/button.js";
import { t as Form } from "../../../../../../../../chunks/form.js";
import { t as Notice } from "../../../../../../../../chunks/notice.js";
import { t as Select_field } from "../../../../../../../../chunks/select-field.js";
import { t as Text_field } from "../../../../../../../../chunks/text-field.js";
import { t as Icon } from "../../../../../../../../chunks/Icon.js";
import { t as toCount } from "../../../../../../../../chunks/text.js";
import { n as goto } from "../../../../../../../../chunks/navigation.js";
import { n as page } from "../../../../../../../../chunks/state.js";
import { t as Card } from "../../../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../../../chunks/empty-state.js";
// src/lib/components/directories/DirectoryForm.svelte
function DirectoryForm($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, organisations, mayManage, errors } = $$props;
		const choices = derived(() => [{
			value: "",
			label: "None"
		}, ...organisations.map(({ id, name }) => ({
			value: id,
			label: name
		}))]);
		const UNRESOLVED = [
			{
				value: "KEEP",
				label: "Keep them aside",
				explanation: "The push is accepted. They are not shown, and count once the person is pushed under that id."
			},
			{
				value: "ATTACH",
				label: "Attach them later",
				explanation: "The same, and they also attach when a new person’s externalId equals the value."
			},
			{
				value: "REJECT",
				label: "Refuse the push",
				explanation: "The provider gets a 400 and shows the group as failed."
			}
		];
		{
			function children($$renderer, { pending }) {
				if (errors?.form) {
					$$renderer.push("<!--[0-->");
					Notice($$renderer, {
						tone: "failed",
						children: ($$renderer) => {
							$$renderer.push(`<p>${escape_html(errors.form)}</p>`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> <input type="hidden" name="id"${attr("value", directory.id)}/> <input type="hidden" name="version"${attr("value", directory.version)}/> `);
				Text_field($$renderer, {
					label: "Name",
					name: "name",
					required: true,
					maxlength: 100,
					disabled: !mayManage,
					value: directory.name,
					error: errors?.name
				});
				$$renderer.push(`<!----> `);
				Select_field($$renderer, {
					label: "Organisation",
					name: "organisationId",
					options: choices(),
					disabled: !mayManage,
					value: directory.organisation?.id ?? "",
					hint: "The part of the tenant that people of this directory are placed in.",
					error: errors?.organisationId
				});
				$$renderer.push(`<!----> <fieldset${attr("disabled", !mayManage, true)}><legend class="font-medium">Group members that are not known here</legend> <div class="mt-2 space-y-2.5"><!--[-->`);
				const each_array = ensure_array_like(UNRESOLVED);
				for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
					let { value, label, explanation } = each_array[$$index];
					$$renderer.push(`<label class="flex gap-2.5"><input type="radio" name="unresolvedMembers"${attr("value", value)}${attr("checked", directory.unresolvedMembers === value, true)} class="mt-0.5 size-4 shrink-0"/> <span>${escape_html(label)}<span class="block text-sm text-muted">${escape_html(explanation)}</span></span></label>`);
				}
				$$renderer.push(`<!--]--></div></fieldset> `);
				if (mayManage) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						type: "submit",
						disabled: pending,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Save directory`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Form($$renderer, {
				action: "?/directory",
				class: "space-y-5",
				keep: true,
				children,
				$$slots: { default: true }
			});
		}
	});
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/arrow-down.svelte
function Arrow_down($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "arrow-down",
		"size": 24,
		"node": [["path", { "d": "M12 5v14" }], ["path", { "d": "m19 12-7 7-7-7" }]]
	} }]));
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/arrow-up.svelte
function Arrow_up($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "arrow-up",
		"size": 24,
		"node": [["path", { "d": "m5 12 7-7 7 7" }], ["path", { "d": "M12 19V5" }]]
	} }]));
}
// src/lib/components/directories/PreviewPanel.svelte
function PreviewPanel($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { preview, tenantBase } = $$props;
		const changes = derived(() => [{
			change: preview.gaining,
			verb: "gain a role",
			Icon: Arrow_up,
			colour: "text-active"
		}, {
			change: preview.losing,
			verb: "lose a role",
			Icon: Arrow_down,
			colour: "text-failed"
		}]);
		$$renderer.push(`<div role="status"><p class="px-4 py-3 sm:px-5">`);
		if (preview.groupCount === 0) $$renderer.push(`<!--[0--><strong>No group matches</strong>, so nobody has a role.`);
		else $$renderer.push(`<!--[-1--><strong>${escape_html(toCount(preview.groupCount, "group matches", "groups match"))}</strong> and ${escape_html(preview.groupCount === 1 ? "grants" : "grant")} a role to
      ${escape_html(toCount(preview.peopleCount, "person", "people"))}.`);
		$$renderer.push(`<!--]--></p> `);
		if (preview.groups.length > 0) {
			$$renderer.push(`<!--[0--><ul class="divide-y divide-line border-t border-line text-sm"><!--[-->`);
			const each_array = ensure_array_like(preview.groups.slice(0, 12));
			for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
				let { role, group } = each_array[$$index];
				$$renderer.push(`<li class="flex flex-wrap items-baseline gap-x-2 px-4 py-2 sm:px-5"><a${attr("href", `${stringify(tenantBase)}/groups/${stringify(group.scimId)}`)} class="row-link break-all">${escape_html(group.displayName)}</a> <span class="text-muted">grants <strong class="text-ink">${escape_html(role)}</strong></span> <span class="ml-auto text-xs text-muted tabular-nums">${escape_html(toCount(group.memberCount ?? 0, "member", "members"))}</span></li>`);
			}
			$$renderer.push(`<!--]--> `);
			if (preview.groups.length > 12) $$renderer.push(`<!--[0--><li class="px-4 py-2 text-muted sm:px-5">and ${escape_html(toCount(preview.groups.length - 12, "more group", "more groups"))}</li>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--></ul>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <!--[-->`);
		const each_array_1 = ensure_array_like(changes());
		for (let $$index_2 = 0, $$length = each_array_1.length; $$index_2 < $$length; $$index_2++) {
			let { change, verb, Icon, colour } = each_array_1[$$index_2];
			$$renderer.push(`<div class="border-t border-line px-4 py-3 sm:px-5"><p class="flex items-center gap-1.5 font-medium">`);
			if (Icon) {
				$$renderer.push("<!--[-->");
				Icon($$renderer, {
					size: 15,
					class: colour,
					"aria-hidden": "true"
				});
				$$renderer.push("<!--]-->");
			} else {
				$$renderer.push("<!--[!-->");
				$$renderer.push("<!--]-->");
			}
			$$renderer.push(` ${escape_html(change.peopleCount === 0 ? `Nobody would ${verb}` : `${toCount(change.peopleCount, "person", "people")} would ${verb}`)}</p> `);
			if (change.sample.length > 0) {
				$$renderer.push(`<!--[0--><ul class="mt-2 space-y-1 text-sm"><!--[-->`);
				const each_array_2 = ensure_array_like(change.sample.slice(0, 8));
				for (let $$index_1 = 0, $$length = each_array_2.length; $$index_1 < $$length; $$index_1++) {
					let { role, user } = each_array_2[$$index_1];
					$$renderer.push(`<li class="flex flex-wrap justify-between gap-x-3"><a${attr("href", `${stringify(tenantBase)}/people/${stringify(user.scimId)}`)} class="row-link">${escape_html(user.displayName || user.userName)}</a> <span class="text-muted">${escape_html(role)}</span></li>`);
				}
				$$renderer.push(`<!--]--></ul> `);
				if (change.peopleCount > 8) $$renderer.push(`<!--[0--><p class="mt-1.5 text-sm text-muted">and ${escape_html(toCount(change.peopleCount - Math.min(8, change.sample.length), "more", "more"))}</p>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--></div>`);
		}
		$$renderer.push(`<!--]--></div>`);
	});
}
// src/lib/components/directories/RolePrefixForm.svelte
function RolePrefixForm($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** What is being tried; the saved one at first. */
		/** Why the preview was refused. */
		const { directory, prefix, caseExact, mayManage, problem, errors } = $$props;
		let typed = prefix;
		let exact = caseExact;
		let timer;
		const unchanged = derived(() => typed === (directory.rolePrefix ?? "") && exact === directory.rolePrefixCaseExact);
		const example = derived(() => typed || "Envi_");
		/** The preview is part of the address, so that a colleague can be shown it before anything is saved. */
		function preview() {
			clearTimeout(timer);
			timer = setTimeout(() => {
				const params = new URLSearchParams({
					prefix: typed,
					...exact ? { caseExact: "on" } : {}
				});
				goto(unchanged() ? page.url.pathname : `?${params}`, {
					replace: true,
					reset: false
				});
			}, 250);
		}
		let $$settled = true;
		let $$inner_renderer;
		function $$render_inner($$renderer) {
			{
				function children($$renderer, { pending }) {
					if (errors?.form) {
						$$renderer.push("<!--[0-->");
						Notice($$renderer, {
							tone: "failed",
							children: ($$renderer) => {
								$$renderer.push(`<p>${escape_html(errors.form)}</p>`);
							},
							$$slots: { default: true }
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--> <input type="hidden" name="id"${attr("value", directory.id)}/> <input type="hidden" name="version"${attr("value", directory.version)}/> `);
					Text_field($$renderer, {
						label: "Prefix",
						name: "prefix",
						mono: true,
						spellcheck: "false",
						autocapitalize: "none",
						maxlength: 100,
						disabled: !mayManage,
						placeholder: "Envi_",
						error: errors?.rolePrefix ?? problem,
						get value() {
							return typed;
						},
						set value($$value) {
							typed = $$value;
							$$settled = false;
						}
					});
					$$renderer.push(`<!----> <label class="flex gap-2.5"><input type="checkbox" name="caseExact"${attr("checked", exact, true)}${attr("disabled", !mayManage, true)} class="mt-0.5 size-4 shrink-0"/> <span>Upper and lower case must match <span class="block text-sm text-muted">Off, <code class="text-xs">${escape_html(example().toLowerCase())}Buyer</code> and <code class="text-xs">${escape_html(example())}Buyer</code> both grant Buyer.</span></span></label> `);
					if (mayManage) {
						$$renderer.push(`<!--[0--><div class="flex flex-wrap gap-2">`);
						Button($$renderer, {
							type: "submit",
							variant: "primary",
							disabled: pending,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Save prefix`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Button($$renderer, {
							type: "submit",
							formmethod: "get",
							formaction: "",
							children: ($$renderer) => {
								$$renderer.push(`<!---->Preview`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					} else $$renderer.push(`<!--[-1--><p class="text-sm text-muted">Your role shows the policy but does not change it.</p>`);
					$$renderer.push(`<!--]-->`);
				}
				Form($$renderer, {
					action: "?/prefix",
					class: "space-y-4",
					keep: true,
					oninput: preview,
					children,
					$$slots: { default: true }
				});
			}
		}
		do {
			$$settled = true;
			$$inner_renderer = $$renderer.copy();
			$$render_inner($$inner_renderer);
		} while (!$$settled);
		$$renderer.subsume($$inner_renderer);
	});
}
// src/lib/components/resources/RoleList.svelte
function RoleList($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { roles, href } = $$props;
		$$renderer.push(`<ul class="divide-y divide-line text-sm"><!--[-->`);
		const each_array = ensure_array_like(roles);
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let role = each_array[$$index];
			$$renderer.push(`<li class="flex items-baseline justify-between gap-3 px-4 py-2.5 sm:px-5"><a${attr("href", href)} class="row-link">${escape_html(role.name)}</a> <span class="text-muted tabular-nums">${escape_html(toCount(role.peopleCount, "person", "people"))}, ${escape_html(toCount(role.groupCount, "group", "groups"))}</span></li>`);
		}
		$$renderer.push(`<!--]--></ul>`);
	});
}
// src/routes/(console)/t/[tenant]/directories/[directory]/policy/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const tenantBase = derived(() => `/t/${data.tenant.slug}`);
		const mayManage = derived(() => data.tenant.permissions.includes("DIRECTORY_MANAGE"));
		const failed = derived(() => form && "errors" in form ? form : void 0);
		$$renderer.push(`<div class="grid items-start gap-6 xl:grid-cols-2"><div class="min-w-0 space-y-6">`);
		Card($$renderer, {
			title: "User role prefix",
			description: "Groups whose name starts with it grant the role after it. Without one, groups grant nothing.",
			children: ($$renderer) => {
				RolePrefixForm($$renderer, {
					directory: data.directory,
					prefix: data.prefix,
					caseExact: data.caseExact,
					mayManage: mayManage(),
					problem: data.previewProblem,
					errors: failed()?.about === "prefix" ? failed().errors : void 0
				});
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Directory",
			children: ($$renderer) => {
				DirectoryForm($$renderer, {
					directory: data.directory,
					organisations: data.organisations,
					mayManage: mayManage(),
					errors: failed()?.about === "directory" ? failed().errors : void 0
				});
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></div> <div class="min-w-0">`);
		if (data.preview) {
			$$renderer.push("<!--[0-->");
			Card($$renderer, {
				title: "If you save this",
				flush: true,
				children: ($$renderer) => {
					PreviewPanel($$renderer, {
						preview: data.preview,
						tenantBase: tenantBase()
					});
				},
				$$slots: { default: true }
			});
		} else {
			$$renderer.push("<!--[-1-->");
			Card($$renderer, {
				title: "Roles granted now",
				flush: true,
				children: ($$renderer) => {
					if (data.roles.length > 0) {
						$$renderer.push("<!--[0-->");
						RoleList($$renderer, {
							roles: data.roles,
							href: `${tenantBase()}/roles`
						});
					} else {
						$$renderer.push("<!--[-1-->");
						Empty_state($$renderer, {
							title: "No roles are granted",
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(data.directory.rolePrefix ? `No group of this directory has a name that starts with ${data.directory.rolePrefix}.` : "Type a prefix to see who would gain which role, before you save it.")}`);
							},
							$$slots: { default: true }
						});
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: { default: true }
			});
		}
		$$renderer.push(`<!--]--></div></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map