import { d as stringify, i as derived, m as attr, o as ensure_array_like, u as spread_props, y as escape_html } from "./server2.js";
import { t as Icon } from "./Icon.js";
import { t as Button } from "./button.js";
import { t as Card } from "./card.js";
import { t as Data_table } from "./data-table.js";
import { t as Empty_state } from "./empty-state.js";
import { n as Pager, t as toSummary } from "./paging.js";
import { t as Secret_dialog } from "./secret-dialog.js";
import { t as Status_pill } from "./status-pill.js";
import { t as Time } from "./time.js";
import { n as page } from "./state.js";
import { t as Grants } from "./Grants.js";
import { t as Dialog } from "./dialog.js";
import { t as Form } from "./form.js";
import { t as Notice } from "./notice.js";
import { t as Text_field } from "./text-field.js";
import { t as RoleChooser } from "./RoleChooser.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/user-plus.svelte
function User_plus($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "user-plus",
		"size": 24,
		"node": [
			["path", { "d": "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2" }],
			["circle", {
				"cx": "9",
				"cy": "7",
				"r": "4"
			}],
			["line", {
				"x1": "19",
				"x2": "19",
				"y1": "8",
				"y2": "14"
			}],
			["line", {
				"x1": "22",
				"x2": "16",
				"y1": "11",
				"y2": "11"
			}]
		]
	} }]));
}
// src/lib/components/access/InviteAdminDialog.svelte
function InviteAdminDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { tenant, idempotencyKey, closeHref, errors, values } = $$props;
		Dialog($$renderer, {
			title: tenant ? `Invite an admin of ${tenant.name}` : "Invite an admin of this instance",
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
						$$renderer.push(`<!--]--> <p class="text-muted">You get a link to send them. They choose their own password.</p> <input type="hidden" name="tenantId"${attr("value", tenant?.id ?? "")}/> <input type="hidden" name="idempotencyKey"${attr("value", idempotencyKey)}/> `);
						Text_field($$renderer, {
							label: "E-mail address",
							name: "email",
							type: "email",
							required: true,
							"data-autofocus": true,
							autocomplete: "off",
							value: values?.email,
							error: errors?.email
						});
						$$renderer.push(`<!----> `);
						Text_field($$renderer, {
							label: "Name",
							name: "name",
							optional: true,
							autocomplete: "off",
							value: values?.name,
							error: errors?.name
						});
						$$renderer.push(`<!----> `);
						RoleChooser($$renderer, {
							inTenant: tenant !== void 0,
							value: values?.role,
							error: errors?.role
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
								$$renderer.push(`<!---->Create set-up link`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					}
					Form($$renderer, {
						action: "?/invite&dialog=invite",
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
// src/lib/components/access/AdminsPanel.svelte
function AdminsPanel($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { admins, path, tenant, mayManage, idempotencyKey, form } = $$props;
		const where = derived(() => tenant?.name ?? "this instance");
		const inviting = derived(() => mayManage && (form === null || form.errors !== void 0) && page.url.searchParams.get("dialog") === "invite");
		{
			function actions($$renderer) {
				if (mayManage) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${stringify(path)}?dialog=invite`,
						variant: "primary",
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							User_plus($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->Invite admin`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Card($$renderer, {
				title: "Admins",
				description: tenant ? `People with a role in ${tenant.name}. Owners of the instance may do everything here as well.` : "People with a role in every tenant.",
				flush: true,
				actions,
				children: ($$renderer) => {
					if (admins === null) {
						$$renderer.push("<!--[0-->");
						Empty_state($$renderer, {
							title: "Your role does not show admins",
							children: ($$renderer) => {
								$$renderer.push(`<!---->Ask an owner of this instance.`);
							},
							$$slots: { default: true }
						});
					} else if (admins.nodes.length === 0) {
						$$renderer.push("<!--[1-->");
						Empty_state($$renderer, {
							title: `No admins of ${stringify(where())}`,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Invite someone who looks after it. They choose their own password.`);
							},
							$$slots: { default: true }
						});
					} else {
						$$renderer.push("<!--[-1-->");
						{
							function head($$renderer) {
								$$renderer.push(`<th scope="col">Name</th> <th scope="col">Role</th> <th scope="col">Status</th> <th scope="col" class="max-sm:hidden">Added</th>`);
							}
							Data_table($$renderer, {
								caption: "Admins",
								head,
								children: ($$renderer) => {
									$$renderer.push(`<!--[-->`);
									const each_array = ensure_array_like(admins.nodes);
									for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
										let admin = each_array[$$index];
										$$renderer.push(`<tr><th scope="row">${escape_html(admin.name || admin.email)}`);
										if (admin.name) $$renderer.push(`<!--[0--><div class="text-xs font-normal break-all text-muted">${escape_html(admin.email)}</div>`);
										else $$renderer.push("<!--[-1-->");
										$$renderer.push(`<!--]--></th><td>`);
										Grants($$renderer, {
											grants: admin.grants,
											tenantSlug: tenant?.slug
										});
										$$renderer.push(`<!----></td><td>`);
										if (admin.disabledAt) {
											$$renderer.push("<!--[0-->");
											Status_pill($$renderer, { state: "inactive" });
										} else if (admin.ready) {
											$$renderer.push("<!--[1-->");
											Status_pill($$renderer, { state: "active" });
										} else {
											$$renderer.push("<!--[-1-->");
											Status_pill($$renderer, {
												state: "attention",
												word: "Invited"
											});
										}
										$$renderer.push(`<!--]--></td><td class="max-sm:hidden">`);
										Time($$renderer, { at: admin.createdAt });
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
						Pager($$renderer, {
							pageInfo: admins.pageInfo,
							summary: toSummary(admins, "admin", "admins")
						});
						$$renderer.push(`<!---->`);
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: {
					actions: true,
					default: true
				}
			});
		}
		$$renderer.push(`<!----> `);
		if (form?.setupUrl) {
			$$renderer.push("<!--[0-->");
			Secret_dialog($$renderer, {
				title: `Send this link to ${stringify(form.invited)}`,
				description: "Whoever opens it chooses the password, so send it in private. It is shown this once, works once, and ends in three days.",
				closeHref: path,
				secrets: [{
					label: "Set-up link",
					value: form.setupUrl,
					copies: [{
						label: "link",
						value: form.setupUrl
					}]
				}]
			});
		} else if (inviting()) {
			$$renderer.push("<!--[1-->");
			InviteAdminDialog($$renderer, {
				tenant,
				idempotencyKey,
				closeHref: path,
				errors: form?.errors,
				values: form?.values
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
export { AdminsPanel as t };

//# sourceMappingURL=AdminsPanel.js.map