import { d as stringify, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "../../../chunks/server2.js";
import { t as Building_complex } from "../../../chunks/building-complex.js";
import { t as Plus } from "../../../chunks/plus.js";
import { t as Button } from "../../../chunks/button.js";
import { t as Dialog } from "../../../chunks/dialog.js";
import { t as Form } from "../../../chunks/form.js";
import { t as Notice } from "../../../chunks/notice.js";
import { t as Text_field } from "../../../chunks/text-field.js";
import { n as toNumber, r as toSlug, t as toCount } from "../../../chunks/text.js";
import { t as Status_pill } from "../../../chunks/status-pill.js";
import { r as toHealth } from "../../../chunks/directories.js";
import { t as Card } from "../../../chunks/card.js";
import { t as Data_table } from "../../../chunks/data-table.js";
import { t as Empty_state } from "../../../chunks/empty-state.js";
import { t as Page_header } from "../../../chunks/page-header.js";
import { n as Pager, r as withParams, t as toSummary } from "../../../chunks/paging.js";
import { t as Search } from "../../../chunks/search.js";
import { t as Time } from "../../../chunks/time.js";
import { n as page } from "../../../chunks/state.js";
// src/lib/components/tenants/CreateTenantDialog.svelte
function CreateTenantDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { idempotencyKey, errors, values } = $$props;
		let name = values?.name ?? "";
		let ownSlug = values?.slug;
		const slug = derived(() => ownSlug ?? toSlug(name));
		let $$settled = true;
		let $$inner_renderer;
		function $$render_inner($$renderer) {
			Dialog($$renderer, {
				title: "Create tenant",
				closeHref: "/",
				children: ($$renderer) => {
					{
						function children($$renderer, { pending }) {
							var bind_get = () => slug();
							var bind_set = (text) => ownSlug = text === "" ? void 0 : text;
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
							$$renderer.push(`<!--]--> <input type="hidden" name="idempotencyKey"${attr("value", idempotencyKey)}/> `);
							Text_field($$renderer, {
								label: "Name",
								name: "name",
								required: true,
								maxlength: 100,
								"data-autofocus": true,
								placeholder: "Acme",
								error: errors?.name,
								get value() {
									return name;
								},
								set value($$value) {
									name = $$value;
									$$settled = false;
								}
							});
							$$renderer.push(`<!----> `);
							Text_field($$renderer, {
								label: "Slug",
								name: "slug",
								required: true,
								mono: true,
								spellcheck: "false",
								autocapitalize: "none",
								pattern: "[a-z0-9]([a-z0-9\\-]*[a-z0-9])?",
								title: "Lower-case letters, digits and hyphens",
								hint: "Part of every address of this tenant. It cannot be changed later.",
								get value() {
									return bind_get();
								},
								set value($$value) {
									bind_set($$value);
								},
								error: errors?.slug
							});
							$$renderer.push(`<!----> <div class="flex justify-end gap-2 pt-1">`);
							Button($$renderer, {
								href: "/",
								"data-sveltekit-replacestate": true,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Cancel`);
								},
								$$slots: { default: true }
							});
							$$renderer.push(`<!----> `);
							Button($$renderer, {
								type: "submit",
								variant: "primary",
								disabled: pending,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Create tenant`);
								},
								$$slots: { default: true }
							});
							$$renderer.push(`<!----></div>`);
						}
						Form($$renderer, {
							action: "/?/create&dialog=create",
							class: "space-y-4",
							keep: true,
							children,
							$$slots: { default: true }
						});
					}
				},
				$$slots: { default: true }
			});
		}
		do {
			$$settled = true;
			$$inner_renderer = $$renderer.copy();
			$$render_inner($$inner_renderer);
		} while (!$$settled);
		$$renderer.subsume($$inner_renderer);
	});
}
// src/lib/components/tenants/TenantHealth.svelte
function TenantHealth($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directories } = $$props;
		const states = derived(() => directories.map((directory) => toHealth(directory).state));
		const active = derived(() => states().filter((state) => state === "active").length);
		const waiting = derived(() => states().filter((state) => state === "attention").length);
		$$renderer.push(`<div class="flex flex-wrap gap-1">`);
		if (directories.length === 0) {
			$$renderer.push("<!--[0-->");
			Status_pill($$renderer, {
				state: "inactive",
				word: "No directory"
			});
		} else {
			$$renderer.push("<!--[-1-->");
			if (active() > 0) {
				$$renderer.push("<!--[0-->");
				Status_pill($$renderer, {
					state: "active",
					word: `${stringify(active())} active`
				});
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--> `);
			if (waiting() > 0) {
				$$renderer.push("<!--[0-->");
				Status_pill($$renderer, {
					state: "attention",
					word: toCount(waiting(), "needs attention", "need attention")
				});
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--> `);
			if (active() + waiting() < directories.length) {
				$$renderer.push("<!--[0-->");
				Status_pill($$renderer, {
					state: "inactive",
					word: `${stringify(directories.length - active() - waiting())} inactive`
				});
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]-->`);
		}
		$$renderer.push(`<!--]--></div>`);
	});
}
// src/lib/components/ui/search-form.svelte
function Search_form($$renderer, $$props) {
	/** More filters, sent with the search. */
	const { label, value, name = "q", children } = $$props;
	$$renderer.push(`<search><form${attr("data-sveltekit-reset", false)} class="flex flex-wrap items-center gap-2"><div class="relative min-w-44 flex-1 sm:max-w-sm">`);
	Search($$renderer, {
		size: 15,
		class: "pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-muted",
		"aria-hidden": "true"
	});
	$$renderer.push(`<!----> <input type="search"${attr("name", name)}${attr("value", value)}${attr("aria-label", label)}${attr("placeholder", label)} class="input pl-8!"/></div> `);
	children?.($$renderer);
	$$renderer.push(`<!----> `);
	Button($$renderer, {
		type: "submit",
		children: ($$renderer) => {
			$$renderer.push(`<!---->Search`);
		},
		$$slots: { default: true }
	});
	$$renderer.push(`<!----></form></search>`);
}
// src/routes/(console)/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const rows = derived(() => (data.tenants?.nodes ?? []).map((tenant) => ({
			...tenant,
			links: tenant.directories?.nodes ?? [],
			lastRequestAt: (tenant.directories?.nodes ?? []).map(({ lastRequestAt }) => lastRequestAt).filter((at) => at !== null).sort().at(-1) ?? null
		})));
		const creating = derived(() => data.mayCreate && (page.url.searchParams.get("dialog") === "create" || form?.errors !== void 0));
		{
			function actions($$renderer) {
				if (data.mayCreate) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: withParams(page.url, { dialog: "create" }),
						variant: "primary",
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							Plus($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->Create tenant`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Page_header($$renderer, {
				title: "Tenants",
				description: "One tenant per customer. Nothing ever crosses from one to another.",
				actions,
				$$slots: { actions: true }
			});
		}
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			children: ($$renderer) => {
				if (rows().length > 0 || data.search) {
					$$renderer.push(`<!--[0--><div class="-mx-4 -mt-4 border-b border-line p-3 sm:-mx-5 sm:-mt-5 sm:px-5">`);
					Search_form($$renderer, {
						label: "Find a tenant",
						value: data.search
					});
					$$renderer.push(`<!----></div>`);
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> <div${attr_class(`-m-4 sm:-m-5 ${rows().length > 0 || data.search ? "mt-0! " : ""}`)}>`);
				if (rows().length > 0) {
					$$renderer.push("<!--[0-->");
					{
						function head($$renderer) {
							$$renderer.push(`<th scope="col">Name</th> <th scope="col">Provisioning</th> <th scope="col" class="number max-sm:hidden">People</th> <th scope="col" class="number max-md:hidden">Groups</th> <th scope="col" class="max-sm:hidden">Last request</th>`);
						}
						Data_table($$renderer, {
							caption: "Tenants",
							head,
							children: ($$renderer) => {
								$$renderer.push(`<!--[-->`);
								const each_array = ensure_array_like(rows());
								for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
									let tenant = each_array[$$index];
									$$renderer.push(`<tr><th scope="row"><a${attr("href", `/t/${stringify(tenant.slug)}`)} class="row-link">${escape_html(tenant.name)}</a> <div class="font-mono text-xs font-normal text-muted">${escape_html(tenant.slug)}</div></th><td>`);
									TenantHealth($$renderer, { directories: tenant.links });
									$$renderer.push(`<!----></td><td class="number max-sm:hidden">${escape_html(tenant.userCount === null ? "–" : toNumber(tenant.userCount))}</td><td class="number max-md:hidden">${escape_html(tenant.groupCount === null ? "–" : toNumber(tenant.groupCount))}</td><td class="max-sm:hidden">`);
									Time($$renderer, { at: tenant.lastRequestAt });
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
					$$renderer.push(`<!----> `);
					if (data.tenants) {
						$$renderer.push("<!--[0-->");
						Pager($$renderer, {
							pageInfo: data.tenants.pageInfo,
							summary: toSummary(data.tenants, "tenant", "tenants")
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->`);
				} else if (data.search) {
					$$renderer.push("<!--[1-->");
					{
						function action($$renderer) {
							Button($$renderer, {
								href: "/",
								children: ($$renderer) => {
									$$renderer.push(`<!---->Show all tenants`);
								},
								$$slots: { default: true }
							});
						}
						Empty_state($$renderer, {
							Icon: Building_complex,
							title: `No tenant matches “${stringify(data.search)}”`,
							action,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Names and slugs are searched.`);
							},
							$$slots: {
								action: true,
								default: true
							}
						});
					}
				} else if (data.mayCreate) {
					$$renderer.push("<!--[2-->");
					{
						function action($$renderer) {
							Button($$renderer, {
								href: "/?dialog=create",
								variant: "primary",
								"data-sveltekit-reset": false,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Create tenant`);
								},
								$$slots: { default: true }
							});
						}
						Empty_state($$renderer, {
							Icon: Building_complex,
							title: "No tenants yet",
							action,
							children: ($$renderer) => {
								$$renderer.push(`<!---->A tenant holds one customer’s directories, people and groups. Create the first one, then connect its identity provider.`);
							},
							$$slots: {
								action: true,
								default: true
							}
						});
					}
				} else {
					$$renderer.push("<!--[-1-->");
					Empty_state($$renderer, {
						Icon: Building_complex,
						title: "No tenant is open to you",
						children: ($$renderer) => {
							$$renderer.push(`<!---->Your account has no role in any tenant. Ask an owner of this instance to give you one.`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]--></div>`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		if (creating()) {
			$$renderer.push("<!--[0-->");
			CreateTenantDialog($$renderer, {
				idempotencyKey: data.idempotencyKey,
				errors: form?.errors,
				values: form?.values
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map