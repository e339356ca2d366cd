import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../chunks/server2.js";
import { t as Users } from "../../../../../../chunks/users.js";
import { t as Badge_check } from "../../../../../../chunks/badge-check.js";
import { t as Data_table } from "../../../../../../chunks/data-table.js";
import { t as Time } from "../../../../../../chunks/time.js";
import { n as toNumber } from "../../../../../../chunks/text.js";
import { t as ResourceFilters } from "../../../../../../chunks/ResourceFilters.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../chunks/paging.js";
// src/lib/components/resources/GroupTable.svelte
function GroupTable($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { groups, base, severalDirectories } = $$props;
		{
			function head($$renderer) {
				$$renderer.push(`<th scope="col">Name</th> <th scope="col" class="max-sm:hidden">Role granted</th> <th scope="col" class="number">Members</th> `);
				if (severalDirectories) $$renderer.push(`<!--[0--><th scope="col" class="max-lg:hidden">Directory</th>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> <th scope="col" class="max-sm:hidden">Last push</th>`);
			}
			Data_table($$renderer, {
				caption: "Groups",
				head,
				children: ($$renderer) => {
					$$renderer.push(`<!--[-->`);
					const each_array = ensure_array_like(groups);
					for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
						let group = each_array[$$index];
						$$renderer.push(`<tr><th scope="row"><a${attr("href", `${stringify(base)}/groups/${stringify(group.scimId)}`)} class="row-link break-words">${escape_html(group.displayName)}</a></th><td class="max-sm:hidden">`);
						if (group.grantedRole) {
							$$renderer.push(`<!--[0--><span class="inline-flex items-center gap-1.5">`);
							Badge_check($$renderer, {
								size: 14,
								class: "text-active",
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->${escape_html(group.grantedRole.name)}</span>`);
						} else $$renderer.push(`<!--[-1--><span class="text-muted">–</span>`);
						$$renderer.push(`<!--]--></td><td class="number">${escape_html(group.memberCount === null ? "–" : toNumber(group.memberCount))}</td>`);
						if (severalDirectories) $$renderer.push(`<!--[0--><td class="max-lg:hidden">${escape_html(group.directory.name)}</td>`);
						else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--><td class="max-sm:hidden">`);
						Time($$renderer, { at: group.updatedAt });
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
	});
}
// src/routes/(console)/t/[tenant]/groups/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const filtered = derived(() => Boolean(data.filter.search || data.filter.scimFilter || data.filter.directory));
		Page_header($$renderer, {
			title: "Groups",
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}]
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			flush: true,
			children: ($$renderer) => {
				ResourceFilters($$renderer, {
					path: `${base()}/groups`,
					noun: "groups",
					filter: data.filter,
					directories: data.tenant.directories,
					problem: data.problem,
					examples: [
						"displayName sw \"Envi_\"",
						"displayName co \"sales\"",
						"externalId pr"
					]
				});
				$$renderer.push(`<!----> `);
				if (data.groups && data.groups.nodes.length > 0) {
					$$renderer.push("<!--[0-->");
					GroupTable($$renderer, {
						groups: data.groups.nodes,
						base: base(),
						severalDirectories: data.tenant.directories.length > 1
					});
					$$renderer.push(`<!----> `);
					Pager($$renderer, {
						pageInfo: data.groups.pageInfo,
						summary: toSummary(data.groups, "group", "groups")
					});
					$$renderer.push(`<!---->`);
				} else if (data.problem) {
					$$renderer.push("<!--[1-->");
					Empty_state($$renderer, {
						Icon: Users,
						title: "Nothing to show",
						children: ($$renderer) => {
							$$renderer.push(`<!---->The filter was not understood. Change it above, or start over.`);
						},
						$$slots: { default: true }
					});
				} else if (filtered()) {
					$$renderer.push("<!--[2-->");
					{
						function action($$renderer) {
							Button($$renderer, {
								href: `${base()}/groups`,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Show all groups`);
								},
								$$slots: { default: true }
							});
						}
						Empty_state($$renderer, {
							Icon: Users,
							title: "No group matches",
							action,
							children: ($$renderer) => {
								if (data.filter.scimFilter) $$renderer.push(`<!--[0-->No group matches <code class="break-all">${escape_html(data.filter.scimFilter)}</code>.`);
								else if (data.filter.search) $$renderer.push(`<!--[1-->No group matches “${escape_html(data.filter.search)}”.`);
								else $$renderer.push(`<!--[-1-->This directory has no groups.`);
								$$renderer.push(`<!--]-->`);
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
						Icon: Users,
						title: "No groups yet",
						children: ($$renderer) => {
							$$renderer.push(`<!---->Groups appear here when an identity provider pushes them. In Okta, open the app’s Push Groups tab and choose them by name or by rule.`);
						},
						$$slots: { default: true }
					});
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