import { d as stringify, h as clsx, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "./server2.js";
import { t as Key_round } from "./key-round.js";
import { t as Plus } from "./plus.js";
import { t as Button } from "./button.js";
import { t as Card } from "./card.js";
import { t as Confirm_dialog } from "./confirm-dialog.js";
import { t as Data_table } from "./data-table.js";
import { t as Empty_state } from "./empty-state.js";
import { n as Pager, t as toSummary } from "./paging.js";
import { t as Secret_dialog } from "./secret-dialog.js";
import { t as Time } from "./time.js";
import { n as page } from "./state.js";
import { t as Dialog } from "./dialog.js";
import { t as Form } from "./form.js";
import { t as Notice } from "./notice.js";
import { t as Select_field } from "./select-field.js";
import { t as Text_field } from "./text-field.js";
import { n as EXPIRY_OPTIONS, t as CredentialState } from "./CredentialState.js";
import { t as RoleChooser } from "./RoleChooser.js";
import { t as Grants } from "./Grants.js";
// src/lib/components/access/CreateApiKeyDialog.svelte
function CreateApiKeyDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { tenant, idempotencyKey, closeHref, errors, values } = $$props;
		Dialog($$renderer, {
			title: "Create API key",
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
						$$renderer.push(`<!--]--> <input type="hidden" name="tenantId"${attr("value", tenant?.id ?? "")}/> <input type="hidden" name="idempotencyKey"${attr("value", idempotencyKey)}/> `);
						Text_field($$renderer, {
							label: "Name",
							name: "name",
							required: true,
							maxlength: 100,
							"data-autofocus": true,
							placeholder: "Nightly export",
							value: values?.name,
							error: errors?.name
						});
						$$renderer.push(`<!----> `);
						RoleChooser($$renderer, {
							inTenant: tenant !== void 0,
							value: values?.role,
							error: errors?.role
						});
						$$renderer.push(`<!----> `);
						Select_field($$renderer, {
							label: "Stops working",
							name: "expires",
							options: EXPIRY_OPTIONS,
							value: values?.expires ?? "90"
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
								$$renderer.push(`<!---->Create API key`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					}
					Form($$renderer, {
						action: "?/create&dialog=create",
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
// src/lib/components/access/ApiKeysPanel.svelte
function ApiKeysPanel($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { apiKeys, path, tenant, mayManage, idempotencyKey, form } = $$props;
		const open = derived(() => mayManage && (form === null || form.errors !== void 0));
		const revoking = derived(() => apiKeys?.nodes.find(({ id }) => id === page.url.searchParams.get("revoke")));
		{
			function actions($$renderer) {
				if (mayManage) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${stringify(path)}?dialog=create`,
						variant: "primary",
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							Plus($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->Create API key`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Card($$renderer, {
				title: "API keys",
				description: `For scripts that use the GraphQL API. A key may do what its role may do${tenant ? `, in ${tenant.name} only` : ", in every tenant"}.`,
				flush: true,
				actions,
				children: ($$renderer) => {
					if (apiKeys === null) {
						$$renderer.push("<!--[0-->");
						Empty_state($$renderer, {
							Icon: Key_round,
							title: "Your role does not show API keys",
							children: ($$renderer) => {
								$$renderer.push(`<!---->Ask an owner of this instance.`);
							},
							$$slots: { default: true }
						});
					} else if (apiKeys.nodes.length === 0) {
						$$renderer.push("<!--[1-->");
						Empty_state($$renderer, {
							Icon: Key_round,
							title: "No API keys",
							children: ($$renderer) => {
								$$renderer.push(`<!---->Whatever this console does, a script with a key can do as well. The schema is at <a class="text-link" href="/graphql/schema.graphql" data-sveltekit-reload="">/graphql/schema.graphql</a>.`);
							},
							$$slots: { default: true }
						});
					} else {
						$$renderer.push("<!--[-1-->");
						{
							function head($$renderer) {
								$$renderer.push(`<th scope="col">Name</th> <th scope="col" class="max-sm:hidden">State</th> <th scope="col" class="max-md:hidden">Role</th> <th scope="col" class="max-sm:hidden">Last used</th> <th scope="col" class="max-md:hidden">Ends</th> `);
								if (mayManage) $$renderer.push(`<!--[0--><th scope="col"><span class="sr-only">Actions</span></th>`);
								else $$renderer.push("<!--[-1-->");
								$$renderer.push(`<!--]-->`);
							}
							Data_table($$renderer, {
								caption: "API keys",
								head,
								children: ($$renderer) => {
									$$renderer.push(`<!--[-->`);
									const each_array = ensure_array_like(apiKeys.nodes);
									for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
										let key = each_array[$$index];
										$$renderer.push(`<tr${attr_class(clsx(key.state === "ACTIVE" ? "" : "text-muted"))}><th scope="row"><div class="max-w-56 truncate">${escape_html(key.name)}</div><div class="text-xs font-normal text-muted">ends in <code class="text-xs">…${escape_html(key.lastFour)}</code></div><div class="mt-1 sm:hidden">`);
										CredentialState($$renderer, {
											state: key.state,
											expiresAt: key.expiresAt
										});
										$$renderer.push(`<!----></div></th><td class="max-sm:hidden">`);
										CredentialState($$renderer, {
											state: key.state,
											expiresAt: key.expiresAt
										});
										$$renderer.push(`<!----></td><td class="max-md:hidden">`);
										Grants($$renderer, {
											grants: key.grants,
											tenantSlug: tenant?.slug
										});
										$$renderer.push(`<!----></td><td class="max-sm:hidden">`);
										Time($$renderer, { at: key.lastUsedAt });
										$$renderer.push(`<!----></td><td class="max-md:hidden">`);
										Time($$renderer, { at: key.revokedAt ?? key.expiresAt });
										$$renderer.push(`<!----></td>`);
										if (mayManage) {
											$$renderer.push(`<!--[0--><td class="text-end">`);
											if (key.state === "ACTIVE") {
												$$renderer.push("<!--[0-->");
												Button($$renderer, {
													href: `${stringify(path)}?revoke=${stringify(encodeURIComponent(key.id))}`,
													size: "small",
													"aria-label": `Revoke ${stringify(key.name)}`,
													"data-sveltekit-reset": false,
													children: ($$renderer) => {
														$$renderer.push(`<!---->Revoke`);
													},
													$$slots: { default: true }
												});
											} else $$renderer.push("<!--[-1-->");
											$$renderer.push(`<!--]--></td>`);
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
						Pager($$renderer, {
							pageInfo: apiKeys.pageInfo,
							summary: toSummary(apiKeys, "API key", "API keys")
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
		if (form?.key) {
			$$renderer.push("<!--[0-->");
			Secret_dialog($$renderer, {
				title: "Copy the API key now",
				description: "It is shown this once and stored only as a digest.",
				closeHref: path,
				secrets: [{
					label: "API key",
					value: form.key,
					copies: [{
						label: "key",
						value: form.key
					}, {
						label: "header value",
						value: `Bearer ${form.key}`,
						hint: "Scripts send it as the header Authorization: Bearer <key>."
					}]
				}]
			});
		} else if (open() && revoking()) {
			$$renderer.push("<!--[1-->");
			Confirm_dialog($$renderer, {
				title: `Revoke ${stringify(revoking().name)}?`,
				verb: "Revoke API key",
				action: `?/revoke&revoke=${stringify(encodeURIComponent(revoking().id))}`,
				fields: { id: revoking().id },
				phrase: revoking().lastFour,
				closeHref: path,
				error: form?.errors?.form,
				children: ($$renderer) => {
					$$renderer.push(`<p>Scripts with this key are refused at once. This cannot be undone.</p> <p>Last used: `);
					Time($$renderer, { at: revoking().lastUsedAt });
					$$renderer.push(`<!---->.</p>`);
				},
				$$slots: { default: true }
			});
		} else if (open() && page.url.searchParams.get("dialog") === "create") {
			$$renderer.push("<!--[2-->");
			CreateApiKeyDialog($$renderer, {
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
export { ApiKeysPanel as t };

//# sourceMappingURL=ApiKeysPanel.js.map