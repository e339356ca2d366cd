import { i as derived } from "../../../../../../../chunks/server2.js";
import { t as Button } from "../../../../../../../chunks/button.js";
import { t as Page_header } from "../../../../../../../chunks/page-header.js";
import { t as Status_pill } from "../../../../../../../chunks/status-pill.js";
import { t as Tabs } from "../../../../../../../chunks/tabs.js";
import { n as PRESETS, r as toHealth } from "../../../../../../../chunks/directories.js";
// src/routes/(console)/t/[tenant]/directories/[directory]/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		const tenantBase = derived(() => `/t/${data.tenant.slug}`);
		const base = derived(() => `${tenantBase()}/directories/${data.directory.slug}`);
		const health = derived(() => toHealth(data.directory));
		const may = derived(() => new Set(data.tenant.permissions));
		const tabs = derived(() => [
			{
				label: "Summary",
				href: base()
			},
			{
				label: "Set-up guide",
				href: `${base()}/setup`
			},
			...may().has("CREDENTIAL_READ") ? [{
				label: "Credentials",
				href: `${base()}/credentials`
			}] : [],
			{
				label: "Policy",
				href: `${base()}/policy`
			}
		]);
		{
			function status($$renderer) {
				Status_pill($$renderer, {
					state: health().state,
					word: health().word
				});
			}
			function actions($$renderer) {
				if (may().has("DIRECTORY_MANAGE")) {
					$$renderer.push("<!--[0-->");
					if (data.directory.status === "ACTIVE") {
						$$renderer.push("<!--[0-->");
						Button($$renderer, {
							href: `${base()}?dialog=deactivate`,
							"data-sveltekit-reset": false,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Deactivate directory`);
							},
							$$slots: { default: true }
						});
					} else {
						$$renderer.push("<!--[-1-->");
						Button($$renderer, {
							href: `${base()}?dialog=activate`,
							variant: "primary",
							"data-sveltekit-reset": false,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Activate directory`);
							},
							$$slots: { default: true }
						});
					}
					$$renderer.push(`<!--]-->`);
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Page_header($$renderer, {
				title: data.directory.name,
				crumbs: [{
					label: data.tenant.name,
					href: tenantBase()
				}, {
					label: "Directories",
					href: `${tenantBase()}/directories`
				}],
				description: PRESETS[data.directory.preset].short,
				status,
				actions,
				$$slots: {
					status: true,
					actions: true
				}
			});
		}
		$$renderer.push(`<!----> `);
		Tabs($$renderer, {
			label: "Directory",
			tabs: tabs()
		});
		$$renderer.push(`<!----> `);
		children($$renderer);
		$$renderer.push(`<!---->`);
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map