import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../chunks/server2.js";
import { t as Network } from "../../../../../../chunks/network.js";
import { t as Plus } from "../../../../../../chunks/plus.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Dialog } from "../../../../../../chunks/dialog.js";
import { t as Form } from "../../../../../../chunks/form.js";
import { t as Notice } from "../../../../../../chunks/notice.js";
import { t as Text_field } from "../../../../../../chunks/text-field.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { t as Data_table } from "../../../../../../chunks/data-table.js";
import { t as Empty_state } from "../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../chunks/paging.js";
import { t as Time } from "../../../../../../chunks/time.js";
import { n as page } from "../../../../../../chunks/state.js";
// src/lib/components/tenants/OrganisationDialog.svelte
function OrganisationDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { title, verb, action, fields, name, closeHref, errors, values } = $$props;
		Dialog($$renderer, {
			title,
			closeHref,
			children: ($$renderer) => {
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
						$$renderer.push(`<!--]--> <!--[-->`);
						const each_array = ensure_array_like(Object.entries(fields));
						for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
							let [field, value] = each_array[$$index];
							$$renderer.push(`<input type="hidden"${attr("name", field)}${attr("value", value)}/>`);
						}
						$$renderer.push(`<!--]--> `);
						Text_field($$renderer, {
							label: "Name",
							name: "name",
							required: true,
							maxlength: 100,
							"data-autofocus": true,
							value: values?.name ?? name,
							error: errors?.name
						});
						$$renderer.push(`<!----> <div class="flex justify-end gap-2 pt-1">`);
						Button($$renderer, {
							href: closeHref,
							"data-sveltekit-replacestate": true,
							"data-sveltekit-reset": false,
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
								$$renderer.push(`<!---->${escape_html(verb)}`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					}
					Form($$renderer, {
						action,
						after: closeHref,
						class: "space-y-4",
						keep: true,
						children,
						$$slots: { default: true }
					});
				}
			},
			$$slots: { default: true }
		});
	});
}
// src/routes/(console)/t/[tenant]/organisations/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const path = derived(() => `${base()}/organisations`);
		const mayManage = derived(() => data.tenant.permissions.includes("ORGANISATION_MANAGE"));
		const organisations = derived(() => data.organisations?.nodes ?? []);
		const failed = derived(() => form && "errors" in form ? form : void 0);
		const open = derived(() => mayManage() && !(form && !failed()));
		const renaming = derived(() => organisations().find(({ id }) => id === page.url.searchParams.get("rename")));
		{
			function actions($$renderer) {
				if (mayManage()) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${path()}?dialog=create`,
						variant: "primary",
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							Plus($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->Create organisation`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Page_header($$renderer, {
				title: "Organisations",
				crumbs: [{
					label: data.tenant.name,
					href: base()
				}],
				description: "Parts of the tenant that people are placed in. A directory places its people in one of them.",
				actions,
				$$slots: { actions: true }
			});
		}
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			flush: true,
			children: ($$renderer) => {
				if (organisations().length > 0) {
					$$renderer.push("<!--[0-->");
					{
						function head($$renderer) {
							$$renderer.push(`<th scope="col">Name</th> <th scope="col">Directories</th> <th scope="col" class="max-sm:hidden">Created</th> `);
							if (mayManage()) $$renderer.push(`<!--[0--><th scope="col"><span class="sr-only">Actions</span></th>`);
							else $$renderer.push("<!--[-1-->");
							$$renderer.push(`<!--]-->`);
						}
						Data_table($$renderer, {
							caption: "Organisations",
							head,
							children: ($$renderer) => {
								$$renderer.push(`<!--[-->`);
								const each_array = ensure_array_like(organisations());
								for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
									let organisation = each_array[$$index_1];
									const directories = data.directories.filter((directory) => directory.organisation?.id === organisation.id);
									$$renderer.push(`<tr><th scope="row" class="break-words">${escape_html(organisation.name)}</th><td>`);
									const each_array_1 = ensure_array_like(directories);
									if (each_array_1.length !== 0) {
										$$renderer.push("<!--[-->");
										for (let index = 0, $$length = each_array_1.length; index < $$length; index++) {
											let directory = each_array_1[index];
											$$renderer.push(`<!---->${escape_html(index > 0 ? ", " : "")}<a${attr("href", `${base()}/directories/${stringify(directory.slug)}`)} class="text-link">${escape_html(directory.name)}</a>`);
										}
									} else $$renderer.push(`<!--[!--><span class="text-muted">None</span>`);
									$$renderer.push(`<!--]--></td><td class="max-sm:hidden">`);
									Time($$renderer, { at: organisation.createdAt });
									$$renderer.push(`<!----></td>`);
									if (mayManage()) {
										$$renderer.push(`<!--[0--><td class="text-end">`);
										Button($$renderer, {
											href: `${path()}?rename=${stringify(encodeURIComponent(organisation.id))}`,
											size: "small",
											"aria-label": `Rename ${stringify(organisation.name)}`,
											"data-sveltekit-reset": false,
											children: ($$renderer) => {
												$$renderer.push(`<!---->Rename`);
											},
											$$slots: { default: true }
										});
										$$renderer.push(`<!----></td>`);
									} else $$renderer.push("<!--[-1-->");
									$$renderer.push(`<!--]--></tr>`);
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
					if (data.organisations) {
						$$renderer.push("<!--[0-->");
						Pager($$renderer, {
							pageInfo: data.organisations.pageInfo,
							summary: toSummary(data.organisations, "organisation", "organisations")
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->`);
				} else {
					$$renderer.push("<!--[-1-->");
					Empty_state($$renderer, {
						Icon: Network,
						title: "No organisations",
						children: ($$renderer) => {
							$$renderer.push(`<!---->A tenant works without them. Create one when people of different directories belong to different parts of it.`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		if (open() && renaming()) {
			$$renderer.push("<!--[0-->");
			OrganisationDialog($$renderer, {
				title: `Rename ${stringify(renaming().name)}`,
				verb: "Rename organisation",
				action: `?/rename&rename=${stringify(encodeURIComponent(renaming().id))}`,
				fields: {
					id: renaming().id,
					version: String(renaming().version)
				},
				name: renaming().name,
				closeHref: path(),
				errors: failed()?.errors,
				values: failed()?.values
			});
		} else if (open() && page.url.searchParams.get("dialog") === "create") {
			$$renderer.push("<!--[1-->");
			OrganisationDialog($$renderer, {
				title: "Create organisation",
				verb: "Create organisation",
				action: "?/create&dialog=create",
				fields: {
					tenantId: data.tenant.id,
					idempotencyKey: data.idempotencyKey
				},
				closeHref: path(),
				errors: failed()?.errors,
				values: failed()?.values
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map