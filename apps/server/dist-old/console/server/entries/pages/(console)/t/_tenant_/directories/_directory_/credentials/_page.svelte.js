import { d as stringify, h as clsx, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "../../../../../../../../chunks/server2.js";
import { t as Key_round } from "../../../../../../../../chunks/key-round.js";
import { n as EXPIRY_OPTIONS, t as CredentialState } from "../../../../../../../../chunks/CredentialState.js";
import { t as Button } from "../../../../../../../../chunks/button.js";
import { t as Dialog } from "../../../../../../../../chunks/dialog.js";
import { t as Form } from "../../../../../../../../chunks/form.js";
import { t as Notice } from "../../../../../../../../chunks/notice.js";
import { t as Select_field } from "../../../../../../../../chunks/select-field.js";
import { t as Text_field } from "../../../../../../../../chunks/text-field.js";
import { t as Data_table } from "../../../../../../../../chunks/data-table.js";
import { t as Time } from "../../../../../../../../chunks/time.js";
import { t as Confirm_dialog } from "../../../../../../../../chunks/confirm-dialog.js";
import { t as Card } from "../../../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../../../chunks/empty-state.js";
import { n as Pager, t as toSummary } from "../../../../../../../../chunks/paging.js";
import { t as Secret_dialog } from "../../../../../../../../chunks/secret-dialog.js";
import { i as toProviderName } from "../../../../../../../../chunks/directories.js";
import { n as page } from "../../../../../../../../chunks/state.js";
// src/lib/components/directories/CreateCredentialDialog.svelte
function CreateCredentialDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { kind, directoryId, idempotencyKey, closeHref, errors, values } = $$props;
		const title = derived(() => kind === "token" ? "Create token" : "Create basic credential");
		Dialog($$renderer, {
			title: title(),
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
						$$renderer.push(`<!--]--> <p class="text-muted">${escape_html(kind === "token" ? "For Okta, Entra ID and every provider that sends a bearer token." : "A generated user name and password, for apps that only offer HTTP Basic.")}</p> <input type="hidden" name="directoryId"${attr("value", directoryId)}/> <input type="hidden" name="idempotencyKey"${attr("value", idempotencyKey)}/> `);
						Text_field($$renderer, {
							label: "Name",
							name: "name",
							optional: true,
							maxlength: 100,
							"data-autofocus": true,
							placeholder: "Okta production",
							hint: "So that you know later where it was pasted.",
							value: values?.name,
							error: errors?.name
						});
						$$renderer.push(`<!----> `);
						Select_field($$renderer, {
							label: "Stops working",
							name: "expires",
							options: EXPIRY_OPTIONS,
							value: values?.expires ?? "365",
							hint: "This page warns two weeks ahead.",
							error: errors?.expires
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
								$$renderer.push(`<!---->${escape_html(title())}`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					}
					Form($$renderer, {
						action: `?/${stringify(kind)}&dialog=${stringify(kind)}`,
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
// src/lib/components/directories/CredentialTable.svelte
function CredentialTable($$renderer, $$props) {
	const { credentials, base, mayManage } = $$props;
	{
		function head($$renderer) {
			$$renderer.push(`<th scope="col">Name</th> <th scope="col" class="max-sm:hidden">State</th> <th scope="col" class="max-sm:hidden">Last used</th> <th scope="col" class="max-md:hidden">Created</th> <th scope="col" class="max-md:hidden">Ends</th> `);
			if (mayManage) $$renderer.push(`<!--[0--><th scope="col"><span class="sr-only">Actions</span></th>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]-->`);
		}
		Data_table($$renderer, {
			caption: "Credentials",
			head,
			children: ($$renderer) => {
				$$renderer.push(`<!--[-->`);
				const each_array = ensure_array_like(credentials);
				for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
					let credential = each_array[$$index];
					$$renderer.push(`<tr${attr_class(clsx(credential.state === "ACTIVE" ? "" : "text-muted"))}><th scope="row"><div class="max-w-56 truncate">${escape_html(credential.name)}</div> <div class="text-xs font-normal text-muted">${escape_html(credential.kind === "BEARER" ? "Token" : "Basic")}`);
					if (credential.username) $$renderer.push(`<!--[0--> <code class="text-xs">${escape_html(credential.username)}</code>`);
					else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->, ends in <code class="text-xs">…${escape_html(credential.lastFour)}</code></div> <div class="mt-1 sm:hidden">`);
					CredentialState($$renderer, {
						state: credential.state,
						expiresAt: credential.expiresAt
					});
					$$renderer.push(`<!----></div></th><td class="max-sm:hidden">`);
					CredentialState($$renderer, {
						state: credential.state,
						expiresAt: credential.expiresAt
					});
					$$renderer.push(`<!----></td><td class="max-sm:hidden">`);
					Time($$renderer, { at: credential.lastUsedAt });
					$$renderer.push(`<!----></td><td class="max-md:hidden">`);
					Time($$renderer, { at: credential.createdAt });
					$$renderer.push(`<!----></td><td class="max-md:hidden">`);
					Time($$renderer, { at: credential.revokedAt ?? credential.expiresAt });
					$$renderer.push(`<!----></td>`);
					if (mayManage) {
						$$renderer.push(`<!--[0--><td class="text-end">`);
						if (credential.state === "ACTIVE") {
							$$renderer.push("<!--[0-->");
							Button($$renderer, {
								href: `${stringify(base)}?revoke=${stringify(encodeURIComponent(credential.id))}`,
								size: "small",
								"aria-label": `Revoke ${stringify(credential.name)}`,
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
}
// src/lib/components/directories/RevokeCredentialDialog.svelte
function RevokeCredentialDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** No other one is valid. */
		const { credential, provider, closeHref, last, error } = $$props;
		const noun = derived(() => credential.kind === "BEARER" ? "token" : "credential");
		Confirm_dialog($$renderer, {
			title: `Revoke ${stringify(credential.name)}?`,
			verb: `Revoke ${noun()}`,
			action: `?/revoke&revoke=${stringify(encodeURIComponent(credential.id))}`,
			fields: { id: credential.id },
			phrase: credential.lastFour,
			closeHref,
			error,
			children: ($$renderer) => {
				$$renderer.push(`<p>Requests with this ${escape_html(noun())} are refused with 401 at once. This cannot be undone.</p> <p>Last used: `);
				Time($$renderer, { at: credential.lastUsedAt });
				$$renderer.push(`<!---->.</p> `);
				if (last) $$renderer.push(`<!--[0--><p class="font-medium">It is the only valid one: ${escape_html(provider)} cannot connect until you create another and paste it there.</p>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/routes/(console)/t/[tenant]/directories/[directory]/credentials/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}/directories/${data.directory.slug}/credentials`);
		const provider = derived(() => toProviderName(data.directory.preset));
		const mayManage = derived(() => data.tenant.permissions.includes("CREDENTIAL_MANAGE"));
		const credentials = derived(() => data.credentials?.nodes ?? []);
		const failed = derived(() => form && "errors" in form ? form : void 0);
		const asked = derived(() => form && !failed() ? null : page.url.searchParams.get("dialog"));
		const kind = derived(() => asked() === "token" || asked() === "basic" ? asked() : void 0);
		const revoking = derived(() => form && !failed() ? void 0 : credentials().find(({ id }) => id === page.url.searchParams.get("revoke")));
		{
			function actions($$renderer) {
				if (mayManage()) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${base()}?dialog=basic`,
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Create basic credential`);
						},
						$$slots: { default: true }
					});
					$$renderer.push(`<!----> `);
					Button($$renderer, {
						href: `${base()}?dialog=token`,
						variant: "primary",
						"data-sveltekit-reset": false,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Create token`);
						},
						$$slots: { default: true }
					});
					$$renderer.push(`<!---->`);
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Card($$renderer, {
				title: "Credentials",
				description: `What ${stringify(provider())} proves itself with. Two may be valid at once, so that you can change them without a gap.`,
				flush: true,
				actions,
				children: ($$renderer) => {
					if (credentials().length > 0) {
						$$renderer.push("<!--[0-->");
						CredentialTable($$renderer, {
							credentials: credentials(),
							base: base(),
							mayManage: mayManage()
						});
						$$renderer.push(`<!----> `);
						if (data.credentials) {
							$$renderer.push("<!--[0-->");
							Pager($$renderer, {
								pageInfo: data.credentials.pageInfo,
								summary: toSummary(data.credentials, "credential", "credentials")
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]-->`);
					} else if (data.credentials === null) {
						$$renderer.push("<!--[1-->");
						Empty_state($$renderer, {
							Icon: Key_round,
							title: "Your role does not show credentials",
							children: ($$renderer) => {
								$$renderer.push(`<!---->The role token manager, SCIM manager, tenant admin or owner does.`);
							},
							$$slots: { default: true }
						});
					} else {
						$$renderer.push("<!--[-1-->");
						Empty_state($$renderer, {
							Icon: Key_round,
							title: "No credentials yet",
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(provider() === "the identity provider" ? "The identity provider" : provider())} cannot connect without one. Create a token, copy it, and paste it there.`);
							},
							$$slots: { default: true }
						});
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
		if (form && "token" in form && form.token) {
			$$renderer.push("<!--[0-->");
			Secret_dialog($$renderer, {
				title: "Copy the token now",
				description: `It is shown this once and stored only as a digest. Paste it into ${stringify(provider())} before you close this.`,
				closeHref: base(),
				secrets: [{
					label: "Token",
					value: form.token,
					copies: [{
						label: "token",
						value: form.token
					}, {
						label: "header value",
						value: `Bearer ${form.token}`,
						hint: "“Copy header value” puts the word Bearer in front: for Okta’s Header Auth app, which sends exactly what you type."
					}]
				}]
			});
		} else if (form && "basic" in form && form.basic) {
			$$renderer.push("<!--[1-->");
			Secret_dialog($$renderer, {
				title: "Copy the password now",
				description: "The password is shown this once and stored only as a digest.",
				closeHref: base(),
				secrets: [{
					label: "User name",
					value: form.basic.username,
					copies: [{
						label: "user name",
						value: form.basic.username
					}]
				}, {
					label: "Password",
					value: form.basic.password,
					copies: [{
						label: "password",
						value: form.basic.password
					}]
				}]
			});
		} else if (kind() && mayManage()) {
			$$renderer.push("<!--[2-->");
			CreateCredentialDialog($$renderer, {
				kind: kind(),
				directoryId: data.directory.id,
				idempotencyKey: data.idempotencyKey,
				closeHref: base(),
				errors: failed()?.errors,
				values: failed()?.values
			});
		} else if (revoking() && mayManage()) {
			$$renderer.push("<!--[3-->");
			RevokeCredentialDialog($$renderer, {
				credential: revoking(),
				provider: provider(),
				closeHref: base(),
				last: credentials().filter(({ state }) => state === "ACTIVE").length === 1,
				error: failed()?.errors?.form
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map