import { d as stringify, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "../../../../../chunks/server2.js";
import { t as Cable } from "../../../../../chunks/cable.js";
import { t as Timeline } from "../../../../../chunks/Timeline.js";
import { t as Checklist } from "../../../../../chunks/Checklist.js";
import { t as DirectoryTable } from "../../../../../chunks/DirectoryTable.js";
import { i as toProviderName, r as toHealth } from "../../../../../chunks/directories.js";
import { t as Button } from "../../../../../chunks/button.js";
import { t as Card } from "../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../chunks/empty-state.js";
import { t as Notice } from "../../../../../chunks/notice.js";
import { t as Page_header } from "../../../../../chunks/page-header.js";
import { t as Status_pill } from "../../../../../chunks/status-pill.js";
import { n as toNumber } from "../../../../../chunks/text.js";
import "../../../../../chunks/watch.svelte.js";
// src/lib/components/directories/first-steps.ts
/** From an empty tenant to the first people: what is done, and what to do next. */
function toFirstSteps(tenantBase, directories) {
	const directory = directories.toSorted((a, b) => progressOf(b) - progressOf(a))[0];
	const base = directory === void 0 ? "" : `${tenantBase}/directories/${directory.slug}`;
	const provider = directory === void 0 ? "Okta" : toProviderName(directory.preset);
	const link = (label, path) => directory === void 0 ? void 0 : {
		label,
		href: `${base}${path}`
	};
	return [
		{
			title: "Add a directory",
			explanation: "A directory is the link to one identity provider: its address, its tokens and its people.",
			done: directory !== void 0,
			link: {
				label: "Add directory",
				href: `${tenantBase}/directories/new`
			}
		},
		{
			title: "Activate it",
			explanation: "A new directory is Inactive: requests are refused with 403 until you activate it.",
			done: directory?.status === "ACTIVE",
			link: link("Open directory", "")
		},
		{
			title: "Create a token",
			explanation: `${provider} shows it with every request. You see it once and paste it there.`,
			done: directory?.validToken === true,
			link: link("Create token", "/credentials?dialog=token")
		},
		{
			title: "Test the connection",
			explanation: `The guide has the clicks for ${provider}, with your address filled in.`,
			done: directory !== void 0 && directory.lastRequestAt !== null,
			link: link("Open the guide", "/setup")
		},
		{
			title: "See the first people arrive",
			explanation: `Assign people to the app in ${provider}. They appear here within seconds.`,
			done: false,
			link: link("Open the guide", "/setup")
		}
	];
}
var progressOf = ({ status, validToken, lastRequestAt }) => Number(status === "ACTIVE") + Number(validToken === true) + Number(lastRequestAt !== null);
// src/lib/components/ui/stat.svelte
function Stat($$renderer, $$props) {
	const { label, value, detail, href } = $$props;
	$$renderer.push(`<div${attr_class(`relative rounded-lg border border-line bg-surface px-4 py-3 sm:px-5 ${href ? "transition-colors hover:border-line-strong" : ""}`)}><dt class="text-sm text-muted">`);
	if (href) $$renderer.push(`<!--[0--><a${attr("href", href)} class="rounded-sm after:absolute after:inset-0 after:rounded-lg">${escape_html(label)}</a>`);
	else $$renderer.push(`<!--[-1-->${escape_html(label)}`);
	$$renderer.push(`<!--]--></dt> <dd class="mt-1"><span class="text-2xl font-semibold tracking-tight tabular-nums">${escape_html(value)}</span> `);
	if (detail) $$renderer.push(`<!--[0--><span class="mt-0.5 block text-sm text-muted">${escape_html(detail)}</span>`);
	else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--></dd></div>`);
}
// src/routes/(console)/t/[tenant]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const may = derived(() => new Set(data.tenant.permissions));
		const healths = derived(() => data.directories.map((directory) => ({
			directory,
			health: toHealth(directory)
		})));
		const active = derived(() => healths().filter(({ health }) => health.state === "active").length);
		const troubles = derived(() => healths().filter(({ directory, health }) => health.state === "attention" && directory.lastRequestAt !== null));
		const empty = derived(() => data.users === 0 && data.groups === 0);
		{
			function status($$renderer) {
				if (empty()) {
					$$renderer.push("<!--[0-->");
					Status_pill($$renderer, {
						state: "inactive",
						word: "Not connected"
					});
				} else if (troubles().length > 0) {
					$$renderer.push("<!--[1-->");
					Status_pill($$renderer, {
						state: "attention",
						word: "Needs attention"
					});
				} else if (active() > 0) {
					$$renderer.push("<!--[2-->");
					Status_pill($$renderer, {
						state: "active",
						word: "Provisioning works"
					});
				} else {
					$$renderer.push("<!--[-1-->");
					Status_pill($$renderer, {
						state: "inactive",
						word: "Provisioning is off"
					});
				}
				$$renderer.push(`<!--]-->`);
			}
			function actions($$renderer) {
				if (may().has("DIRECTORY_MANAGE") && !empty()) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${base()}/directories/new`,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Add directory`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Page_header($$renderer, {
				title: data.tenant.name,
				status,
				actions,
				$$slots: {
					status: true,
					actions: true
				}
			});
		}
		$$renderer.push(`<!----> <div class="space-y-6"><!--[-->`);
		const each_array = ensure_array_like(troubles());
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let { directory, health } = each_array[$$index];
			{
				function action($$renderer) {
					Button($$renderer, {
						href: `${base()}/directories/${stringify(directory.slug)}/credentials`,
						size: "small",
						children: ($$renderer) => {
							$$renderer.push(`<!---->Look at credentials`);
						},
						$$slots: { default: true }
					});
				}
				Notice($$renderer, {
					tone: "attention",
					title: `${stringify(directory.name)}: ${stringify(health.word)}`,
					action,
					children: ($$renderer) => {
						$$renderer.push(`<p>${escape_html(health.explanation)}</p>`);
					},
					$$slots: {
						action: true,
						default: true
					}
				});
			}
		}
		$$renderer.push(`<!--]--> `);
		if (empty()) {
			$$renderer.push("<!--[0-->");
			Card($$renderer, {
				title: "Connect an identity provider",
				description: "About ten minutes. This page follows along.",
				flush: true,
				children: ($$renderer) => {
					Checklist($$renderer, { steps: toFirstSteps(base(), data.directories) });
				},
				$$slots: { default: true }
			});
		} else {
			$$renderer.push(`<!--[-1--><dl class="grid grid-cols-2 gap-3 lg:grid-cols-4">`);
			Stat($$renderer, {
				label: "People active",
				value: toNumber(data.activeUsers ?? data.users),
				detail: data.activeUsers === null ? void 0 : `of ${toNumber(data.users)}`,
				href: `${base()}/people?active=true`
			});
			$$renderer.push(`<!----> `);
			Stat($$renderer, {
				label: "Groups",
				value: toNumber(data.groups),
				detail: "pushed to this tenant",
				href: `${base()}/groups`
			});
			$$renderer.push(`<!----> `);
			Stat($$renderer, {
				label: "Directories active",
				value: toNumber(active()),
				detail: `of ${stringify(toNumber(data.directories.length))}`,
				href: `${base()}/directories`
			});
			$$renderer.push(`<!----> `);
			Stat($$renderer, {
				label: "Changes",
				value: data.changesToday === null ? "–" : toNumber(data.changesToday),
				detail: "in the last 24 hours",
				href: may().has("AUDIT_READ") ? `${base()}/activity/audit?from=${data.since.slice(0, 10)}` : void 0
			});
			$$renderer.push(`<!----></dl>`);
		}
		$$renderer.push(`<!--]--> `);
		if (!empty() || data.directories.length > 0) {
			$$renderer.push("<!--[0-->");
			Card($$renderer, {
				title: "Directories",
				flush: true,
				children: ($$renderer) => {
					if (data.directories.length > 0) {
						$$renderer.push("<!--[0-->");
						DirectoryTable($$renderer, {
							tenantSlug: data.tenant.slug,
							directories: data.directories
						});
					} else {
						$$renderer.push("<!--[-1-->");
						Empty_state($$renderer, {
							Icon: Cable,
							title: "No directory",
							children: ($$renderer) => {
								$$renderer.push(`<!---->People stay as they are until an identity provider is connected.`);
							},
							$$slots: { default: true }
						});
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: { default: true }
			});
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> `);
		if (data.recent.length > 0) {
			$$renderer.push("<!--[0-->");
			{
				function actions($$renderer) {
					$$renderer.push(`<a${attr("href", `${base()}/activity/audit`)} class="text-link text-sm">All activity</a>`);
				}
				Card($$renderer, {
					title: "Recent changes",
					flush: true,
					actions,
					children: ($$renderer) => {
						Timeline($$renderer, {
							events: data.recent,
							base: `${base()}/activity/audit`
						});
					},
					$$slots: {
						actions: true,
						default: true
					}
				});
			}
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map