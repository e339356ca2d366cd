import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../chunks/server2.js";
import { t as Badge_check } from "../../../../../../chunks/badge-check.js";
import { t as Data_table } from "../../../../../../chunks/data-table.js";
import { n as toNumber, t as toCount } from "../../../../../../chunks/text.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
// src/lib/components/resources/RoleTable.svelte
function RoleTable($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { roles, base, caption } = $$props;
		{
			function head($$renderer) {
				$$renderer.push(`<th scope="col">Role</th> <th scope="col">Granted by</th> <th scope="col" class="number">People</th>`);
			}
			Data_table($$renderer, {
				caption,
				head,
				children: ($$renderer) => {
					$$renderer.push(`<!--[-->`);
					const each_array = ensure_array_like(roles);
					for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
						let role = each_array[$$index_1];
						$$renderer.push(`<tr><th scope="row" class="align-top!">${escape_html(role.name)}</th><td><ul class="flex flex-wrap gap-x-3 gap-y-0.5"><!--[-->`);
						const each_array_1 = ensure_array_like(role.groups);
						for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
							let group = each_array_1[$$index];
							$$renderer.push(`<li><a${attr("href", `${stringify(base)}/groups/${stringify(group.scimId)}`)} class="text-link break-all">${escape_html(group.displayName)}</a></li>`);
						}
						$$renderer.push(`<!--]--> `);
						if (role.groupCount > role.groups.length) $$renderer.push(`<!--[0--><li class="text-muted">and ${escape_html(toCount(role.groupCount - role.groups.length, "more group", "more groups"))}</li>`);
						else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--></ul></td><td class="number align-top!">${escape_html(toNumber(role.peopleCount))}</td></tr>`);
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
// src/routes/(console)/t/[tenant]/roles/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const granting = derived(() => data.directories.filter(({ rolePrefix }) => rolePrefix));
		const first = derived(() => data.directories[0]);
		Page_header($$renderer, {
			title: "Roles",
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}],
			description: "Who has which role, and through which group. Roles follow the groups: nobody is given one by hand."
		});
		$$renderer.push(`<!----> <div class="space-y-6">`);
		const each_array = ensure_array_like(granting());
		if (each_array.length !== 0) {
			$$renderer.push("<!--[-->");
			for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
				let directory = each_array[$$index];
				{
					function actions($$renderer) {
						$$renderer.push(`<a${attr("href", `${base()}/directories/${stringify(directory.slug)}/policy`)} class="text-link text-sm">Change prefix</a>`);
					}
					Card($$renderer, {
						title: directory.name,
						description: `Groups whose name starts with ${stringify(directory.rolePrefix)} grant the role after it${directory.rolePrefixCaseExact ? ", upper and lower case matching" : ""}.`,
						flush: true,
						actions,
						children: ($$renderer) => {
							if (directory.roles && directory.roles.length > 0) {
								$$renderer.push("<!--[0-->");
								RoleTable($$renderer, {
									roles: directory.roles,
									base: base(),
									caption: `Roles of ${stringify(directory.name)}`
								});
							} else {
								$$renderer.push("<!--[-1-->");
								Empty_state($$renderer, {
									Icon: Badge_check,
									title: "No role is granted",
									children: ($$renderer) => {
										$$renderer.push(`<!---->No group of this directory has a name that starts with <code>${escape_html(directory.rolePrefix)}</code>. Push one from the identity provider.`);
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
			}
		} else {
			$$renderer.push("<!--[!-->");
			Card($$renderer, {
				flush: true,
				children: ($$renderer) => {
					{
						function action($$renderer) {
							if (first()) {
								$$renderer.push("<!--[0-->");
								Button($$renderer, {
									href: `${base()}/directories/${stringify(first().slug)}/policy`,
									variant: "primary",
									children: ($$renderer) => {
										$$renderer.push(`<!---->Set a role prefix`);
									},
									$$slots: { default: true }
								});
							} else {
								$$renderer.push("<!--[-1-->");
								Button($$renderer, {
									href: `${base()}/directories/new`,
									variant: "primary",
									children: ($$renderer) => {
										$$renderer.push(`<!---->Add directory`);
									},
									$$slots: { default: true }
								});
							}
							$$renderer.push(`<!--]-->`);
						}
						Empty_state($$renderer, {
							Icon: Badge_check,
							title: "No roles yet",
							action,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Groups grant roles once a directory has a user role prefix: with the prefix <code>Envi_</code>, members of <code>Envi_Buyer</code> have the role Buyer.`);
							},
							$$slots: {
								action: true,
								default: true
							}
						});
					}
				},
				$$slots: { default: true }
			});
		}
		$$renderer.push(`<!--]--></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map