import { i as derived, y as escape_html } from "../../../../../chunks/server2.js";
import { t as Activity } from "../../../../../chunks/activity.js";
import { n as AuditFilters, t as AuditTable } from "../../../../../chunks/AuditTable.js";
import { t as Button } from "../../../../../chunks/button.js";
import { t as Card } from "../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../chunks/empty-state.js";
import { n as Pager, t as toSummary } from "../../../../../chunks/paging.js";
// src/routes/(console)/settings/activity/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const path = "/settings/activity";
		const filtered = derived(() => Object.values(data.filter).some(Boolean));
		Card($$renderer, {
			title: "Activity of the instance",
			description: "Admins, API keys and sign-ins. What happens inside a tenant is in the tenant’s own audit log.",
			flush: true,
			children: ($$renderer) => {
				if (data.events === null) {
					$$renderer.push("<!--[0-->");
					Empty_state($$renderer, {
						Icon: Activity,
						title: "Your role does not show this",
						children: ($$renderer) => {
							$$renderer.push(`<!---->Ask an owner of this instance.`);
						},
						$$slots: { default: true }
					});
				} else {
					$$renderer.push("<!--[-1-->");
					AuditFilters($$renderer, {
						path,
						filter: data.filter,
						actions: data.actions,
						directories: []
					});
					$$renderer.push(`<!----> `);
					if (data.events.nodes.length > 0) {
						$$renderer.push("<!--[0-->");
						AuditTable($$renderer, {
							events: data.events.nodes,
							path
						});
						$$renderer.push(`<!----> `);
						Pager($$renderer, {
							pageInfo: data.events.pageInfo,
							summary: toSummary(data.events, "event", "events")
						});
						$$renderer.push(`<!---->`);
					} else {
						$$renderer.push("<!--[-1-->");
						{
							function action($$renderer) {
								if (filtered()) {
									$$renderer.push("<!--[0-->");
									Button($$renderer, {
										href: path,
										children: ($$renderer) => {
											$$renderer.push(`<!---->Show all events`);
										},
										$$slots: { default: true }
									});
								} else $$renderer.push("<!--[-1-->");
								$$renderer.push(`<!--]-->`);
							}
							Empty_state($$renderer, {
								Icon: Activity,
								title: filtered() ? "No event matches" : "Nothing has happened yet",
								action,
								children: ($$renderer) => {
									$$renderer.push(`<!---->${escape_html(filtered() ? "Nothing happened that fits these filters." : "What owners change on this instance is listed here.")}`);
								},
								$$slots: {
									action: true,
									default: true
								}
							});
						}
					}
					$$renderer.push(`<!--]-->`);
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map