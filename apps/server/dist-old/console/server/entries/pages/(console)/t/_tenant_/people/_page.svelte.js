import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../chunks/server2.js";
import { t as User } from "../../../../../../chunks/user.js";
import { t as ResourceFilters } from "../../../../../../chunks/ResourceFilters.js";
import { t as Data_table } from "../../../../../../chunks/data-table.js";
import { t as Status_pill } from "../../../../../../chunks/status-pill.js";
import { t as Time } from "../../../../../../chunks/time.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../chunks/paging.js";
// src/lib/components/resources/UserTable.svelte
function UserTable($$renderer, $$props) {
	const { users, base, severalDirectories } = $$props;
	{
		function head($$renderer) {
			$$renderer.push(`<th scope="col">Name</th> <th scope="col">Status</th> <th scope="col" class="max-md:hidden">User name</th> `);
			if (severalDirectories) $$renderer.push(`<!--[0--><th scope="col" class="max-lg:hidden">Directory</th>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--> <th scope="col" class="max-sm:hidden">Changed</th>`);
		}
		Data_table($$renderer, {
			caption: "People",
			head,
			children: ($$renderer) => {
				$$renderer.push(`<!--[-->`);
				const each_array = ensure_array_like(users);
				for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
					let user = each_array[$$index];
					$$renderer.push(`<tr><th scope="row"><a${attr("href", `${stringify(base)}/people/${stringify(user.scimId)}`)} class="row-link break-words">${escape_html(user.displayName || user.userName)}</a> <div class="text-xs font-normal break-all text-muted md:hidden">${escape_html(user.userName)}</div></th><td>`);
					Status_pill($$renderer, { state: user.active ? "active" : "inactive" });
					$$renderer.push(`<!----></td><td class="max-md:hidden"><div class="max-w-72 truncate text-muted">${escape_html(user.userName)}</div> `);
					if (user.email && user.email !== user.userName) $$renderer.push(`<!--[0--><div class="max-w-72 truncate text-xs text-muted">${escape_html(user.email)}</div>`);
					else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--></td>`);
					if (severalDirectories) $$renderer.push(`<!--[0--><td class="max-lg:hidden">${escape_html(user.directory.name)}</td>`);
					else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]--><td class="max-sm:hidden">`);
					Time($$renderer, { at: user.updatedAt });
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
}
// src/routes/(console)/t/[tenant]/people/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const filtered = derived(() => Boolean(data.filter.search || data.filter.scimFilter || data.filter.active || data.filter.directory));
		Page_header($$renderer, {
			title: "People",
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
					path: `${base()}/people`,
					noun: "people",
					filter: data.filter,
					directories: data.tenant.directories,
					states: true,
					problem: data.problem,
					examples: [
						"userName sw \"ann\"",
						"emails.value co \"@acme.example\"",
						"active eq false and meta.lastModified gt \"2026-01-01T00:00:00Z\""
					]
				});
				$$renderer.push(`<!----> `);
				if (data.users && data.users.nodes.length > 0) {
					$$renderer.push("<!--[0-->");
					UserTable($$renderer, {
						users: data.users.nodes,
						base: base(),
						severalDirectories: data.tenant.directories.length > 1
					});
					$$renderer.push(`<!----> `);
					Pager($$renderer, {
						pageInfo: data.users.pageInfo,
						summary: toSummary(data.users, "person", "people")
					});
					$$renderer.push(`<!---->`);
				} else if (data.problem) {
					$$renderer.push("<!--[1-->");
					Empty_state($$renderer, {
						Icon: User,
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
								href: `${base()}/people`,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Show everybody`);
								},
								$$slots: { default: true }
							});
						}
						Empty_state($$renderer, {
							Icon: User,
							title: "No person matches",
							action,
							children: ($$renderer) => {
								if (data.filter.scimFilter) $$renderer.push(`<!--[0-->No person matches <code class="break-all">${escape_html(data.filter.scimFilter)}</code>.`);
								else if (data.filter.search) $$renderer.push(`<!--[1-->No person matches “${escape_html(data.filter.search)}”.`);
								else $$renderer.push(`<!--[-1-->Nobody is in this state.`);
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
					{
						function action($$renderer) {
							Button($$renderer, {
								href: base(),
								children: ($$renderer) => {
									$$renderer.push(`<!---->Show the next step`);
								},
								$$slots: { default: true }
							});
						}
						Empty_state($$renderer, {
							Icon: User,
							title: "Nobody has arrived yet",
							action,
							children: ($$renderer) => {
								$$renderer.push(`<!---->People appear here when an identity provider sends them. Connect a directory, then assign people to the app there.`);
							},
							$$slots: {
								action: true,
								default: true
							}
						});
					}
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