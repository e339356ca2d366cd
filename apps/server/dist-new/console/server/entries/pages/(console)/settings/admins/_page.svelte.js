import "../../../../../chunks/server2.js";
import { t as AdminsPanel } from "../../../../../chunks/AdminsPanel.js";
// src/routes/(console)/settings/admins/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		AdminsPanel($$renderer, {
			admins: data.admins,
			path: "/settings/admins",
			mayManage: data.viewer.permissions.includes("ADMIN_MANAGE"),
			idempotencyKey: data.idempotencyKey,
			form
		});
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map