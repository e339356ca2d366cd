import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../../chunks/server2.js";
import { t as Badge_check } from "../../../../../../../chunks/badge-check.js";
import { t as Timeline } from "../../../../../../../chunks/Timeline.js";
import { t as Data_table } from "../../../../../../../chunks/data-table.js";
import { t as Status_pill } from "../../../../../../../chunks/status-pill.js";
import { t as Card } from "../../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../../chunks/empty-state.js";
import { n as Fact, t as Fact_list } from "../../../../../../../chunks/fact-list.js";
import { t as Json_view } from "../../../../../../../chunks/json-view.js";
import { t as Page_header } from "../../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../../chunks/paging.js";
import { t as Time } from "../../../../../../../chunks/time.js";
import { i as toProviderName } from "../../../../../../../chunks/directories.js";
import { n as toNumber } from "../../../../../../../chunks/text.js";
// src/lib/components/resources/MemberTable.svelte
function MemberTable($$renderer, $$props) {
	const { members, base } = $$props;
	{
		function head($$renderer) {
			$$renderer.push(`<th scope="col">Name</th> <th scope="col">Status</th>`);
		}
		Data_table($$renderer, {
			caption: "Members",
			head,
			children: ($$renderer) => {
				$$renderer.push(`<!--[-->`);
				const each_array = ensure_array_like(members);
				for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
					let member = each_array[$$index];
					$$renderer.push(`<tr><th scope="row">`);
					if (member.__typename === "User") {
						$$renderer.push(`<!--[0--><a${attr("href", `${stringify(base)}/people/${stringify(member.scimId)}`)} class="row-link break-words">${escape_html(member.displayName || member.userName)}</a> `);
						if (member.displayName !== member.userName) $$renderer.push(`<!--[0--><div class="text-xs font-normal break-all text-muted">${escape_html(member.userName)}</div>`);
						else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]-->`);
					} else if (member.__typename === "Group") $$renderer.push(`<!--[1--><a${attr("href", `${stringify(base)}/groups/${stringify(member.scimId)}`)} class="row-link break-words">${escape_html(member.displayName)}</a>`);
					else $$renderer.push(`<!--[-1-->${escape_html(member.displayName)}`);
					$$renderer.push(`<!--]--></th><td>`);
					if (member.__typename === "User") {
						$$renderer.push("<!--[0-->");
						Status_pill($$renderer, { state: member.active ? "active" : "inactive" });
					} else $$renderer.push(`<!--[-1--><span class="text-muted">${escape_html(member.__typename === "Group" ? "Group" : "Other")}</span>`);
					$$renderer.push(`<!--]--></td></tr>`);
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
// src/routes/(console)/t/[tenant]/groups/[id]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const group = derived(() => data.group);
		const provider = derived(() => toProviderName(group().directory.preset));
		const members = derived(() => group().members?.nodes ?? []);
		Page_header($$renderer, {
			title: group().displayName,
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}, {
				label: "Groups",
				href: `${base()}/groups`
			}],
			description: `Owned by ${stringify(provider())} (directory “${stringify(group().directory.name)}”). Change it there; it arrives within seconds.`
		});
		$$renderer.push(`<!----> <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">`);
		Card($$renderer, {
			title: "Members",
			flush: true,
			children: ($$renderer) => {
				if (members().length > 0) {
					$$renderer.push("<!--[0-->");
					MemberTable($$renderer, {
						members: members(),
						base: base()
					});
					$$renderer.push(`<!----> `);
					if (group().members) {
						$$renderer.push("<!--[0-->");
						Pager($$renderer, {
							pageInfo: group().members.pageInfo,
							summary: toSummary(group().members, "member", "members")
						});
					} else $$renderer.push("<!--[-1-->");
					$$renderer.push(`<!--]-->`);
				} else {
					$$renderer.push("<!--[-1-->");
					Empty_state($$renderer, {
						title: "No members",
						children: ($$renderer) => {
							$$renderer.push(`<!---->The group is here, its people are not. In Okta, assign them to the app as well: members who are not assigned arrive as unknown and are kept
        aside.`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> <div class="min-w-0 space-y-6">`);
		Card($$renderer, {
			title: "Role granted",
			children: ($$renderer) => {
				if (group().grantedRole) {
					$$renderer.push(`<!--[0--><p class="flex items-center gap-1.5 font-medium">`);
					Badge_check($$renderer, {
						size: 16,
						class: "text-active",
						"aria-hidden": "true"
					});
					$$renderer.push(`<!---->${escape_html(group().grantedRole.name)}</p> <p class="mt-1.5 text-sm leading-5 text-muted">${escape_html(group().grantedRole.reason)}</p>`);
				} else if (group().directory.rolePrefix) $$renderer.push(`<!--[1--><p class="text-muted">None. The name does not start with the user role prefix <code>${escape_html(group().directory.rolePrefix)}</code>.</p>`);
				else $$renderer.push(`<!--[-1--><p class="text-muted">None. The directory has no user role prefix. <a class="text-link"${attr("href", `${base()}/directories/${stringify(group().directory.slug)}/policy`)}>Look at its policy</a></p>`);
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Facts",
			children: ($$renderer) => {
				Fact_list($$renderer, {
					children: ($$renderer) => {
						Fact($$renderer, {
							line: true,
							label: "Members",
							children: ($$renderer) => {
								$$renderer.push(`<span class="tabular-nums">${escape_html(toNumber(group().memberCount ?? 0))}</span>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Directory",
							children: ($$renderer) => {
								$$renderer.push(`<a${attr("href", `${base()}/directories/${stringify(group().directory.slug)}`)} class="text-link">${escape_html(group().directory.name)}</a>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Last push",
							children: ($$renderer) => {
								Time($$renderer, { at: group().updatedAt });
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Arrived",
							children: ($$renderer) => {
								Time($$renderer, { at: group().createdAt });
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "External id",
							children: ($$renderer) => {
								if (group().externalId) $$renderer.push(`<!--[0--><code class="break-all">${escape_html(group().externalId)}</code>`);
								else $$renderer.push(`<!--[-1--><span class="text-muted">None</span>`);
								$$renderer.push(`<!--]-->`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "SCIM id",
							children: ($$renderer) => {
								$$renderer.push(`<code class="break-all">${escape_html(group().scimId)}</code>`);
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
		$$renderer.push(`<!----></div> `);
		if (data.history && data.history.nodes.length > 0) {
			$$renderer.push("<!--[0-->");
			{
				function actions($$renderer) {
					$$renderer.push(`<a${attr("href", `${base()}/activity/audit?target=${stringify(group().scimId)}`)} class="text-link text-sm">All changes</a>`);
				}
				Card($$renderer, {
					title: "History",
					flush: true,
					actions,
					children: ($$renderer) => {
						Timeline($$renderer, {
							events: data.history.nodes,
							base: `${base()}/activity/audit`,
							sameTarget: true
						});
					},
					$$slots: {
						actions: true,
						default: true
					}
				});
			}
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <details class="min-w-0 rounded-lg border border-line bg-surface lg:col-start-1"><summary class="cursor-pointer rounded-lg px-4 py-3.5 font-semibold tracking-tight sm:px-5">SCIM resource</summary> <div class="px-4 pb-4 sm:px-5 sm:pb-5">`);
		Json_view($$renderer, {
			value: group().document,
			label: "SCIM resource"
		});
		$$renderer.push(`<!----></div></details></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map