import { d as stringify, i as derived, m as attr, y as escape_html } from "../../../../../../../chunks/server2.js";
import { t as Timeline } from "../../../../../../../chunks/Timeline.js";
import { t as Confirm_dialog } from "../../../../../../../chunks/confirm-dialog.js";
import { t as toCount } from "../../../../../../../chunks/text.js";
import { t as Button } from "../../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../../chunks/card.js";
import { t as Copy_field } from "../../../../../../../chunks/copy-field.js";
import { t as Empty_state } from "../../../../../../../chunks/empty-state.js";
import { n as Fact, t as Fact_list } from "../../../../../../../chunks/fact-list.js";
import { t as Notice } from "../../../../../../../chunks/notice.js";
import { t as Status_pill } from "../../../../../../../chunks/status-pill.js";
import { t as Time } from "../../../../../../../chunks/time.js";
import { i as toProviderName, r as toHealth } from "../../../../../../../chunks/directories.js";
import "../../../../../../../chunks/watch.svelte.js";
import { n as page } from "../../../../../../../chunks/state.js";
// src/lib/components/directories/DirectoryStatusDialog.svelte
function DirectoryStatusDialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, provider, act, closeHref, error } = $$props;
		if (act === "activate") {
			$$renderer.push("<!--[0-->");
			Confirm_dialog($$renderer, {
				title: `Activate ${stringify(directory.name)}?`,
				verb: "Activate directory",
				action: "?/activate&dialog=activate",
				fields: { id: directory.id },
				danger: false,
				closeHref,
				error,
				children: ($$renderer) => {
					$$renderer.push(`<p>Requests from ${escape_html(provider)} are accepted from now on: people and groups are created, changed and deactivated as it says.</p> `);
					if (directory.validToken === false) $$renderer.push(`<!--[0--><p class="text-muted">There is no valid token yet, so nothing can arrive until you create one.</p>`);
					else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->`);
				},
				$$slots: { default: true }
			});
		} else {
			$$renderer.push("<!--[-1-->");
			Confirm_dialog($$renderer, {
				title: `Deactivate ${stringify(directory.name)}?`,
				verb: "Deactivate directory",
				action: "?/deactivate&dialog=deactivate",
				fields: { id: directory.id },
				closeHref,
				error,
				children: ($$renderer) => {
					$$renderer.push(`<p>Every request from ${escape_html(provider)} is refused with 403 until you activate the directory again.`);
					if (provider === "Okta") $$renderer.push(`<!--[0--> In Okta, the tasks show as failed and can be retried.`);
					else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--></p> <p>`);
					if (directory.userCount) $$renderer.push(`<!--[0-->The ${escape_html(toCount(directory.userCount, "person", "people"))} of this directory stay as they are. Someone who leaves while it is inactive stays
        active here until ${escape_html(provider)} can say so.`);
					else $$renderer.push(`<!--[-1-->Nobody is in this directory yet.`);
					$$renderer.push(`<!--]--></p>`);
				},
				$$slots: { default: true }
			});
		}
		$$renderer.push(`<!--]-->`);
	});
}
// src/routes/(console)/t/[tenant]/directories/[directory]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const directory = derived(() => data.directory);
		const tenantBase = derived(() => `/t/${data.tenant.slug}`);
		const base = derived(() => `${tenantBase()}/directories/${directory().slug}`);
		const health = derived(() => toHealth(directory()));
		const provider = derived(() => toProviderName(directory().preset));
		const may = derived(() => new Set(data.tenant.permissions));
		const dialog = derived(() => form && "done" in form ? null : page.url.searchParams.get("dialog"));
		$$renderer.push(`<div class="space-y-6">`);
		if (directory().status === "INACTIVE") {
			$$renderer.push("<!--[0-->");
			Notice($$renderer, {
				title: "Inactive",
				children: ($$renderer) => {
					$$renderer.push(`<p>${escape_html(health().explanation)}</p>`);
				},
				$$slots: { default: true }
			});
		} else if (directory().validToken === false) {
			$$renderer.push("<!--[1-->");
			{
				function action($$renderer) {
					if (may().has("CREDENTIAL_MANAGE")) {
						$$renderer.push("<!--[0-->");
						Button($$renderer, {
							href: `${base()}/credentials?dialog=token`,
							variant: "primary",
							size: "small",
							children: ($$renderer) => {
								$$renderer.push(`<!---->Create token`);
							},
							$$slots: { default: true }
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->`);
				}
				Notice($$renderer, {
					tone: "attention",
					title: "No valid token",
					action,
					children: ($$renderer) => {
						$$renderer.push(`<p>${escape_html(health().explanation)}</p>`);
					},
					$$slots: {
						action: true,
						default: true
					}
				});
			}
		} else if (directory().lastRequestAt === null) {
			$$renderer.push("<!--[2-->");
			{
				function action($$renderer) {
					Button($$renderer, {
						href: `${base()}/setup`,
						size: "small",
						children: ($$renderer) => {
							$$renderer.push(`<!---->Open the guide`);
						},
						$$slots: { default: true }
					});
				}
				Notice($$renderer, {
					tone: "attention",
					title: `Waiting for the first request from ${stringify(provider())}`,
					action,
					children: ($$renderer) => {
						$$renderer.push(`<p>Paste the endpoint URL and the token there and test the connection. This page notices when a request arrives.</p>`);
					},
					$$slots: {
						action: true,
						default: true
					}
				});
			}
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> `);
		Card($$renderer, {
			title: "Summary",
			children: ($$renderer) => {
				Fact_list($$renderer, {
					row: true,
					children: ($$renderer) => {
						Fact($$renderer, {
							label: "Status",
							children: ($$renderer) => {
								Status_pill($$renderer, { state: directory().status === "ACTIVE" ? "active" : "inactive" });
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							label: "Organisation",
							children: ($$renderer) => {
								if (directory().organisation) $$renderer.push(`<!--[0-->${escape_html(directory().organisation.name)}`);
								else $$renderer.push(`<!--[-1--><span class="font-normal text-muted">None</span>`);
								$$renderer.push(`<!--]-->`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							label: "Valid Token",
							children: ($$renderer) => {
								if (directory().validToken === null) $$renderer.push(`<!--[0--><span class="font-normal text-muted">Not visible to you</span>`);
								else if (directory().validToken) {
									$$renderer.push("<!--[1-->");
									Status_pill($$renderer, {
										state: "active",
										word: "Yes"
									});
								} else {
									$$renderer.push("<!--[-1-->");
									Status_pill($$renderer, {
										state: "attention",
										word: "No"
									});
								}
								$$renderer.push(`<!--]-->`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							label: "User Role Prefix",
							children: ($$renderer) => {
								if (directory().rolePrefix) $$renderer.push(`<!--[0--><code>${escape_html(directory().rolePrefix)}</code>`);
								else $$renderer.push(`<!--[-1--><span class="font-normal text-muted">None</span>`);
								$$renderer.push(`<!--]-->`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							label: "Last request",
							children: ($$renderer) => {
								$$renderer.push(`<span class="font-medium">`);
								Time($$renderer, { at: directory().lastRequestAt });
								$$renderer.push(`<!----></span>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							label: "Contains",
							children: ($$renderer) => {
								$$renderer.push(`<span><a${attr("href", `${tenantBase()}/people?directory=${stringify(directory().slug)}`)} class="text-link tabular-nums">${escape_html(toCount(directory().userCount ?? 0, "person", "people"))}</a>, <a${attr("href", `${tenantBase()}/groups?directory=${stringify(directory().slug)}`)} class="text-link tabular-nums">${escape_html(toCount(directory().groupCount ?? 0, "group", "groups"))}</a></span>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> <div class="mt-5 grid gap-x-6 gap-y-4 border-t border-line pt-5 lg:grid-cols-2">`);
				Copy_field($$renderer, {
					label: "Endpoint URL",
					value: directory().scimBaseUrl,
					hint: "Names this directory. Use it unless the app asks for one URL for everybody."
				});
				$$renderer.push(`<!----> `);
				Copy_field($$renderer, {
					label: "Shared endpoint URL",
					value: directory().sharedScimBaseUrl,
					hint: "The same for every directory: the token tells which one is meant."
				});
				$$renderer.push(`<!----></div>`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		{
			function actions($$renderer) {
				if (data.recent.length > 0) $$renderer.push(`<!--[0--><a${attr("href", `${tenantBase()}/activity/audit?directory=${stringify(directory().slug)}`)} class="text-link text-sm">All activity</a>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Card($$renderer, {
				title: "Recent changes",
				flush: true,
				actions,
				children: ($$renderer) => {
					if (data.recent.length > 0) {
						$$renderer.push("<!--[0-->");
						Timeline($$renderer, {
							events: data.recent,
							base: `${tenantBase()}/activity/audit`
						});
					} else {
						$$renderer.push("<!--[-1-->");
						Empty_state($$renderer, {
							title: "Nothing has changed yet",
							children: ($$renderer) => {
								$$renderer.push(`<!---->What ${escape_html(provider())} and the admins of this directory change is listed here.`);
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
		$$renderer.push(`<!----></div> `);
		if (dialog() === "activate" || dialog() === "deactivate") {
			$$renderer.push("<!--[0-->");
			DirectoryStatusDialog($$renderer, {
				directory: directory(),
				provider: provider(),
				act: dialog(),
				closeHref: base(),
				error: form && "errors" in form ? form.errors.form : void 0
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map