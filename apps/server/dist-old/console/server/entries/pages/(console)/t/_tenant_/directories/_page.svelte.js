import { i as derived } from "../../../../../../chunks/server2.js";
import { t as Cable } from "../../../../../../chunks/cable.js";
import { t as Plus } from "../../../../../../chunks/plus.js";
import { t as DirectoryTable } from "../../../../../../chunks/DirectoryTable.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { t as Empty_state } from "../../../../../../chunks/empty-state.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { n as Pager, t as toSummary } from "../../../../../../chunks/paging.js";
// src/routes/(console)/t/[tenant]/directories/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const mayManage = derived(() => data.tenant.permissions.includes("DIRECTORY_MANAGE"));
		{
			function actions($$renderer) {
				if (mayManage()) {
					$$renderer.push("<!--[0-->");
					Button($$renderer, {
						href: `${base()}/directories/new`,
						variant: "primary",
						children: ($$renderer) => {
							Plus($$renderer, {
								size: 16,
								"aria-hidden": "true"
							});
							$$renderer.push(`<!---->Add directory`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Page_header($$renderer, {
				title: "Directories",
				crumbs: [{
					label: data.tenant.name,
					href: base()
				}],
				description: "Each directory is the link to one identity provider, with its own address, tokens and policy.",
				actions,
				$$slots: { actions: true }
			});
		}
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			flush: true,
			children: ($$renderer) => {
				if (data.directories && data.directories.nodes.length > 0) {
					$$renderer.push("<!--[0-->");
					DirectoryTable($$renderer, {
						tenantSlug: data.tenant.slug,
						directories: data.directories.nodes
					});
					$$renderer.push(`<!----> `);
					Pager($$renderer, {
						pageInfo: data.directories.pageInfo,
						summary: toSummary(data.directories, "directory", "directories")
					});
					$$renderer.push(`<!---->`);
				} else {
					$$renderer.push("<!--[-1-->");
					{
						function action($$renderer) {
							if (mayManage()) {
								$$renderer.push("<!--[0-->");
								Button($$renderer, {
									href: `${base()}/directories/new`,
									variant: "primary",
									children: ($$renderer) => {
										$$renderer.push(`<!---->Add directory`);
									},
									$$slots: { default: true }
								});
							} else $$renderer.push("<!--[-1-->");
							$$renderer.push(`<!--]-->`);
						}
						Empty_state($$renderer, {
							Icon: Cable,
							title: "No directories yet",
							action,
							children: ($$renderer) => {
								if (mayManage()) $$renderer.push(`<!--[0-->Add one for Okta, Entra ID or any other provider that speaks SCIM 2.0.`);
								else $$renderer.push(`<!--[-1-->Someone who manages this tenant’s directories can add one.`);
								$$renderer.push(`<!--]-->`);
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