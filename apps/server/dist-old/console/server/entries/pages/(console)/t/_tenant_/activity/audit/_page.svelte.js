import { i as derived } from "../../../../../../../chunks/server2.js";
import { t as Activity } from "../../../../../../../chunks/activity.js";
import { n as AuditFilters, t as AuditTable } from "../../../../../../../chunks/AuditTable.js";
import { t as Button } from "../../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../../chunks/paging.js";
// src/routes/(console)/t/[tenant]/activity/audit/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const path = derived(() => `${base()}/activity/audit`);
		const filtered = derived(() => Object.values(data.filter).some(Boolean));
		Page_header($$renderer, {
			title: "Audit log",
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}],
			description: "Who did what to whom, before and after. Nothing here can be changed or removed."
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			flush: true,
			children: ($$renderer) => {
				if (data.events === null) {
					$$renderer.push("<!--[0-->");
					Empty_state($$renderer, {
						Icon: Activity,
						title: "Your role does not show the audit log",
						children: ($$renderer) => {
							$$renderer.push(`<!---->The role auditor, tenant admin or owner does.`);
						},
						$$slots: { default: true }
					});
				} else {
					$$renderer.push("<!--[-1-->");
					AuditFilters($$renderer, {
						path: path(),
						filter: data.filter,
						actions: data.actions,
						directories: data.tenant.directories
					});
					$$renderer.push(`<!----> `);
					if (data.events.nodes.length > 0) {
						$$renderer.push("<!--[0-->");
						AuditTable($$renderer, {
							events: data.events.nodes,
							path: path(),
							tenantSlug: data.tenant.slug
						});
						$$renderer.push(`<!----> `);
						Pager($$renderer, {
							pageInfo: data.events.pageInfo,
							summary: toSummary(data.events, "event", "events")
						});
						$$renderer.push(`<!---->`);
					} else if (filtered()) {
						$$renderer.push("<!--[1-->");
						{
							function action($$renderer) {
								Button($$renderer, {
									href: path(),
									children: ($$renderer) => {
										$$renderer.push(`<!---->Show all events`);
									},
									$$slots: { default: true }
								});
							}
							Empty_state($$renderer, {
								Icon: Activity,
								title: "No event matches",
								action,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Nothing happened that fits these filters.`);
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
							Icon: Activity,
							title: "Nothing has happened yet",
							children: ($$renderer) => {
								$$renderer.push(`<!---->What admins and identity providers change in this tenant is listed here.`);
							},
							$$slots: { default: true }
						});
					}
					$$renderer.push(`<!--]-->`);
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!---->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map