import { d as stringify, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "../../../../../../../chunks/server2.js";
import { t as Timeline } from "../../../../../../../chunks/Timeline.js";
import { t as toCount } from "../../../../../../../chunks/text.js";
import { t as Badge_check } from "../../../../../../../chunks/badge-check.js";
import { n as Fact, t as Fact_list } from "../../../../../../../chunks/fact-list.js";
import { t as Time } from "../../../../../../../chunks/time.js";
import { t as Card } from "../../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../../chunks/empty-state.js";
import { t as Json_view } from "../../../../../../../chunks/json-view.js";
import { t as Page_header } from "../../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../../chunks/paging.js";
import { t as Status_pill } from "../../../../../../../chunks/status-pill.js";
import { i as toProviderName } from "../../../../../../../chunks/directories.js";
// src/lib/components/resources/GroupsOfUser.svelte
function GroupsOfUser($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { groups, total, base } = $$props;
		$$renderer.push(`<ul class="divide-y divide-line text-sm"><!--[-->`);
		const each_array = ensure_array_like(groups);
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let { membership, node } = each_array[$$index];
			$$renderer.push(`<li class="flex flex-wrap items-baseline justify-between gap-x-3 px-4 py-2 sm:px-5"><a${attr("href", `${stringify(base)}/groups/${stringify(node.scimId)}`)} class="row-link break-all">${escape_html(node.displayName)}</a> `);
			if (membership === "INDIRECT") $$renderer.push(`<!--[0--><span class="text-xs text-muted">indirect</span>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--></li>`);
		}
		$$renderer.push(`<!--]--> `);
		if (total !== null && total > groups.length) $$renderer.push(`<!--[0--><li class="px-4 py-2 text-muted sm:px-5">and ${escape_html(toCount(total - groups.length, "more", "more"))}</li>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></ul>`);
	});
}
// src/lib/components/resources/ReasonChain.svelte
function ReasonChain($$renderer, $$props) {
	const { roles, base, active } = $$props;
	if (!active) $$renderer.push(`<!--[0--><p class="border-b border-line bg-sunken px-4 py-2.5 text-sm sm:px-5">Inactive people have no roles. These come back when the person is activated.</p>`);
	else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--> <ul class="divide-y divide-line"><!--[-->`);
	const each_array = ensure_array_like(roles);
	for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
		let role = each_array[$$index_1];
		$$renderer.push(`<li class="px-4 py-3 sm:px-5"><p${attr_class(`flex items-center gap-1.5 font-medium ${role.effective ? "" : "text-muted"}`)}>`);
		Badge_check($$renderer, {
			size: 15,
			class: role.effective ? "text-active" : "text-muted",
			"aria-hidden": "true"
		});
		$$renderer.push(`<!---->${escape_html(role.name)}</p> <ul class="mt-1 space-y-1 text-sm"><!--[-->`);
		const each_array_1 = ensure_array_like(role.grants);
		for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
			let grant = each_array_1[$$index];
			$$renderer.push(`<li class="leading-5 text-muted">${escape_html(grant.membership === "DIRECT" ? "Member of" : "Through other groups a member of")} <a${attr("href", `${stringify(base)}/groups/${stringify(grant.group.scimId)}`)} class="text-link">${escape_html(grant.group.displayName)}</a>. ${escape_html(grant.reason)}</li>`);
		}
		$$renderer.push(`<!--]--></ul></li>`);
	}
	$$renderer.push(`<!--]--></ul>`);
}
// src/lib/components/resources/scim-facts.ts
var ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
var isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
/** What an admin wants to know of a User (RFC 7643 section 4.1), in reading order. Absent attributes are left out. */
function toScimFacts(document) {
	if (!isObject(document)) return [];
	const name = isObject(document.name) ? document.name : {};
	const enterprise = isObject(document[ENTERPRISE]) ? document[ENTERPRISE] : {};
	const manager = isObject(enterprise.manager) ? enterprise.manager : {};
	return [
		single("Given name", name.givenName),
		single("Family name", name.familyName),
		single("Nickname", document.nickName),
		multiple("E-mail addresses", document.emails),
		multiple("Phone numbers", document.phoneNumbers),
		single("Title", document.title),
		single("User type", document.userType),
		single("Department", enterprise.department),
		single("Division", enterprise.division),
		single("Company", enterprise.organization),
		single("Cost centre", enterprise.costCenter),
		single("Employee number", enterprise.employeeNumber),
		single("Manager", manager.displayName ?? manager.value),
		single("Preferred language", document.preferredLanguage),
		single("Locale", document.locale),
		single("Time zone", document.timezone)
	].filter(({ values }) => values.length > 0);
}
var single = (label, value) => ({
	label,
	values: typeof value === "string" && value !== "" ? [{ text: value }] : []
});
function multiple(label, value) {
	return {
		label,
		values: (Array.isArray(value) ? value.filter(isObject) : []).filter((element) => typeof element.value === "string").map((element) => ({
			text: String(element.value),
			note: noteOf(element)
		}))
	};
}
function noteOf(element) {
	return [typeof element.type === "string" ? element.type : "", element.primary === true ? "primary" : ""].filter(Boolean).join(", ") || void 0;
}
// src/lib/components/resources/UserFacts.svelte
function UserFacts($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { person, base } = $$props;
		Fact_list($$renderer, {
			children: ($$renderer) => {
				Fact($$renderer, {
					line: true,
					label: "User name",
					children: ($$renderer) => {
						$$renderer.push(`<span class="break-all">${escape_html(person.userName)}</span>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> <!--[-->`);
				const each_array = ensure_array_like(toScimFacts(person.document));
				for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
					let fact = each_array[$$index_1];
					Fact($$renderer, {
						line: true,
						label: fact.label,
						children: ($$renderer) => {
							$$renderer.push(`<!--[-->`);
							const each_array_1 = ensure_array_like(fact.values);
							for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
								let { text, note } = each_array_1[$$index];
								$$renderer.push(`<div class="break-words">${escape_html(text)}`);
								if (note) $$renderer.push(`<!--[0--><span class="text-sm text-muted"> ${escape_html(note)}</span>`);
								else $$renderer.push("<!--[-1-->");
								$$renderer.push(`<!--]--></div>`);
							}
							$$renderer.push(`<!--]-->`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]--> `);
				Fact($$renderer, {
					line: true,
					label: "Directory",
					children: ($$renderer) => {
						$$renderer.push(`<a${attr("href", `${stringify(base)}/directories/${stringify(person.directory.slug)}`)} class="text-link">${escape_html(person.directory.name)}</a>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				if (person.directory.organisation) {
					$$renderer.push("<!--[0-->");
					Fact($$renderer, {
						line: true,
						label: "Organisation",
						children: ($$renderer) => {
							$$renderer.push(`<!---->${escape_html(person.directory.organisation.name)}`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> `);
				Fact($$renderer, {
					line: true,
					label: "External id",
					children: ($$renderer) => {
						if (person.externalId) $$renderer.push(`<!--[0--><code class="break-all">${escape_html(person.externalId)}</code>`);
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
						$$renderer.push(`<code class="break-all">${escape_html(person.scimId)}</code>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				Fact($$renderer, {
					line: true,
					label: "Arrived",
					children: ($$renderer) => {
						Time($$renderer, { at: person.createdAt });
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				Fact($$renderer, {
					line: true,
					label: "Changed",
					children: ($$renderer) => {
						Time($$renderer, { at: person.updatedAt });
						$$renderer.push(`<!----> <span class="text-sm text-muted">version ${escape_html(person.version)}</span>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/routes/(console)/t/[tenant]/people/[id]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const person = derived(() => data.person);
		const provider = derived(() => toProviderName(person().directory.preset));
		const groups = derived(() => person().groups?.edges ?? []);
		{
			function status($$renderer) {
				Status_pill($$renderer, { state: person().active ? "active" : "inactive" });
			}
			Page_header($$renderer, {
				title: person().displayName || person().userName,
				crumbs: [{
					label: data.tenant.name,
					href: base()
				}, {
					label: "People",
					href: `${base()}/people`
				}],
				description: person().userName,
				status,
				$$slots: { status: true }
			});
		}
		$$renderer.push(`<!----> <div class="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]"><div class="min-w-0 space-y-6">`);
		Card($$renderer, {
			title: "Facts",
			description: `Owned by ${stringify(provider())} (directory “${stringify(person().directory.name)}”). Change them there; they arrive within seconds.`,
			children: ($$renderer) => {
				UserFacts($$renderer, {
					person: person(),
					base: base()
				});
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> <details class="group rounded-lg border border-line bg-surface"><summary class="cursor-pointer rounded-lg px-4 py-3.5 font-semibold tracking-tight sm:px-5">SCIM resource</summary> <div class="px-4 pb-4 sm:px-5 sm:pb-5">`);
		Json_view($$renderer, {
			value: person().document,
			label: "SCIM resource"
		});
		$$renderer.push(`<!----></div></details></div> <div class="min-w-0 space-y-6">`);
		Card($$renderer, {
			title: "Roles",
			flush: true,
			children: ($$renderer) => {
				if (person().roles && person().roles.length > 0) {
					$$renderer.push("<!--[0-->");
					ReasonChain($$renderer, {
						roles: person().roles,
						base: base(),
						active: person().active
					});
				} else {
					$$renderer.push("<!--[-1-->");
					Empty_state($$renderer, {
						title: "No roles",
						children: ($$renderer) => {
							$$renderer.push(`<!---->No group of this person grants one. Groups grant roles by the directory’s user role prefix.`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Groups",
			flush: true,
			children: ($$renderer) => {
				if (groups().length > 0) {
					$$renderer.push("<!--[0-->");
					GroupsOfUser($$renderer, {
						groups: groups(),
						total: person().groups?.totalCount ?? null,
						base: base()
					});
				} else {
					$$renderer.push("<!--[-1-->");
					Empty_state($$renderer, {
						title: "No groups",
						children: ($$renderer) => {
							$$renderer.push(`<!---->${escape_html(provider() === "the identity provider" ? "The identity provider" : provider())} has pushed no group with this person in it.`);
						},
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!--]-->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></div> `);
		if (data.history) {
			$$renderer.push(`<!--[0--><div class="min-w-0 lg:col-span-2">`);
			Card($$renderer, {
				title: "History",
				flush: true,
				children: ($$renderer) => {
					if (data.history.nodes.length > 0) {
						$$renderer.push("<!--[0-->");
						Timeline($$renderer, {
							events: data.history.nodes,
							base: `${base()}/activity/audit`,
							sameTarget: true
						});
						$$renderer.push(`<!----> `);
						Pager($$renderer, {
							pageInfo: data.history.pageInfo,
							summary: toSummary(data.history, "change", "changes")
						});
						$$renderer.push(`<!---->`);
					} else {
						$$renderer.push("<!--[-1-->");
						Empty_state($$renderer, {
							title: "No changes",
							children: ($$renderer) => {
								$$renderer.push(`<!---->What changes about this person is listed here.`);
							},
							$$slots: { default: true }
						});
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: { default: true }
			});
			$$renderer.push(`<!----></div>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map