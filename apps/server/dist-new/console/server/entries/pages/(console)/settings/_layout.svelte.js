import { i as derived } from "../../../../chunks/server2.js";
import { t as Page_header } from "../../../../chunks/page-header.js";
import { t as Tabs } from "../../../../chunks/tabs.js";
import { n as page } from "../../../../chunks/state.js";
// src/routes/(console)/settings/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		const may = derived(() => new Set(data.viewer.permissions));
		const tabs = derived(() => [
			{
				label: "Your account",
				href: "/settings"
			},
			...may().has("ADMIN_READ") ? [{
				label: "Admins",
				href: "/settings/admins"
			}] : [],
			...may().has("API_KEY_READ") ? [{
				label: "API keys",
				href: "/settings/api-keys"
			}] : [],
			...may().has("AUDIT_READ") ? [{
				label: "Activity",
				href: "/settings/activity"
			}] : [],
			{
				label: "About",
				href: "/settings/about"
			}
		]);
		if (!derived(() => page.params.id !== void 0)()) {
			$$renderer.push("<!--[0-->");
			Page_header($$renderer, { title: "Settings" });
			$$renderer.push(`<!----> `);
			Tabs($$renderer, {
				label: "Settings",
				tabs: tabs()
			});
			$$renderer.push(`<!---->`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> `);
		children($$renderer);
		$$renderer.push(`<!---->`);
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map