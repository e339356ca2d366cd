import { d as stringify, i as derived } from "../../../../../../chunks/server2.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { t as Tabs } from "../../../../../../chunks/tabs.js";
// src/routes/(console)/t/[tenant]/settings/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const may = derived(() => new Set(data.tenant.permissions));
		const tabs = derived(() => [
			{
				label: "General",
				href: `${base()}/settings`
			},
			...may().has("ADMIN_READ") ? [{
				label: "Admins",
				href: `${base()}/settings/admins`
			}] : [],
			...may().has("API_KEY_READ") ? [{
				label: "API keys",
				href: `${base()}/settings/api-keys`
			}] : []
		]);
		Page_header($$renderer, {
			title: "Settings",
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}]
		});
		$$renderer.push(`<!----> `);
		Tabs($$renderer, {
			label: `Settings of ${stringify(data.tenant.name)}`,
			tabs: tabs()
		});
		$$renderer.push(`<!----> `);
		children($$renderer);
		$$renderer.push(`<!---->`);
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map