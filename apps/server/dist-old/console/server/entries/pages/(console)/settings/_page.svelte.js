import { i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../chunks/server2.js";
import { t as Grants } from "../../../../chunks/Grants.js";
import { t as Monitor } from "../../../../chunks/monitor.js";
import { t as Button } from "../../../../chunks/button.js";
import { t as Form } from "../../../../chunks/form.js";
import { t as Status_pill } from "../../../../chunks/status-pill.js";
import { t as Time } from "../../../../chunks/time.js";
import { t as Card } from "../../../../chunks/card.js";
import { n as Fact, t as Fact_list } from "../../../../chunks/fact-list.js";
import { t as Notice } from "../../../../chunks/notice.js";
import { t as Text_field } from "../../../../chunks/text-field.js";
// src/lib/components/access/browser-name.ts
var BROWSERS = [
	[/Edg\//, "Edge"],
	[/Firefox\//, "Firefox"],
	[/Chrome\//, "Chrome"],
	[/Safari\//, "Safari"],
	[/curl\//, "curl"]
];
var SYSTEMS = [
	[/Windows/, "Windows"],
	[/iPhone|iPad/, "iOS"],
	[/Mac OS X/, "macOS"],
	[/Android/, "Android"],
	[/CrOS/, "ChromeOS"],
	[/Linux/, "Linux"]
];
var find = (names, text) => names.find(([pattern]) => pattern.test(text))?.[1];
/** "Chrome on Linux", to tell one's own sessions apart. */
function toBrowserName(userAgent) {
	if (userAgent === null) return "Unknown browser";
	const browser = find(BROWSERS, userAgent) ?? "Unknown browser";
	const system = find(SYSTEMS, userAgent);
	return system === void 0 ? browser : `${browser} on ${system}`;
}
// src/lib/components/access/SessionList.svelte
function SessionList($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { sessions } = $$props;
		$$renderer.push(`<ul class="divide-y divide-line"><!--[-->`);
		const each_array = ensure_array_like(sessions);
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let session = each_array[$$index];
			$$renderer.push(`<li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">`);
			Monitor($$renderer, {
				size: 16,
				class: "shrink-0 text-muted",
				"aria-hidden": "true"
			});
			$$renderer.push(`<!----> <div class="min-w-0 flex-1"><p class="font-medium"${attr("title", session.userAgent)}>${escape_html(toBrowserName(session.userAgent))}</p> <p class="text-sm text-muted">Signed in `);
			Time($$renderer, { at: session.createdAt });
			$$renderer.push(`<!---->, last seen `);
			Time($$renderer, { at: session.lastSeenAt });
			$$renderer.push(`<!----></p></div> `);
			if (session.current) {
				$$renderer.push("<!--[0-->");
				Status_pill($$renderer, {
					state: "active",
					word: "This session"
				});
			} else {
				$$renderer.push("<!--[-1-->");
				{
					function children($$renderer, { pending }) {
						$$renderer.push(`<input type="hidden" name="id"${attr("value", session.id)}/> `);
						Button($$renderer, {
							type: "submit",
							size: "small",
							disabled: pending,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Sign out`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!---->`);
					}
					Form($$renderer, {
						action: "?/session",
						children,
						$$slots: { default: true }
					});
				}
			}
			$$renderer.push(`<!--]--></li>`);
		}
		$$renderer.push(`<!--]--></ul>`);
	});
}
// src/routes/(console)/settings/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const failed = derived(() => form && "errors" in form ? form : void 0);
		const errors = derived(() => failed()?.about === "password" ? failed().errors : void 0);
		$$renderer.push(`<div class="max-w-2xl space-y-6">`);
		Card($$renderer, {
			title: "You",
			children: ($$renderer) => {
				Fact_list($$renderer, {
					children: ($$renderer) => {
						Fact($$renderer, {
							line: true,
							label: "Name",
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(data.viewer.name)}`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "E-mail address",
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(data.viewer.email)}`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Role",
							children: ($$renderer) => {
								Grants($$renderer, { grants: data.viewer.grants });
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
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Password",
			description: "Changing it signs out your other sessions.",
			children: ($$renderer) => {
				{
					function children($$renderer, { pending }) {
						if (errors()?.form) {
							$$renderer.push("<!--[0-->");
							Notice($$renderer, {
								tone: "failed",
								children: ($$renderer) => {
									$$renderer.push(`<p>${escape_html(errors().form)}</p>`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> <input type="email" name="email" autocomplete="username"${attr("value", data.viewer.email)} readonly="" hidden=""/> `);
						Text_field($$renderer, {
							label: "Current password",
							name: "currentPassword",
							type: "password",
							autocomplete: "current-password",
							required: true,
							error: errors()?.currentPassword
						});
						$$renderer.push(`<!----> `);
						Text_field($$renderer, {
							label: "New password",
							name: "newPassword",
							type: "password",
							autocomplete: "new-password",
							required: true,
							hint: "At least 12 characters. A sentence you remember works best.",
							error: errors()?.newPassword
						});
						$$renderer.push(`<!----> `);
						Button($$renderer, {
							type: "submit",
							variant: "primary",
							disabled: pending,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Change password`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!---->`);
					}
					Form($$renderer, {
						action: "?/password",
						class: "space-y-4",
						children,
						$$slots: { default: true }
					});
				}
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Where you are signed in",
			flush: true,
			children: ($$renderer) => {
				if (failed()?.about === "session") {
					$$renderer.push(`<!--[0--><div class="p-4">`);
					Notice($$renderer, {
						tone: "failed",
						children: ($$renderer) => {
							$$renderer.push(`<p>${escape_html(failed().errors.form)}</p>`);
						},
						$$slots: { default: true }
					});
					$$renderer.push(`<!----></div>`);
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> `);
				SessionList($$renderer, { sessions: data.sessions });
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map