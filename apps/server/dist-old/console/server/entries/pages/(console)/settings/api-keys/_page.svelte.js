import "../../../../../chunks/server2.js";
import { t as ApiKeysPanel } from "../../../../../chunks/ApiKeysPanel.js";
// src/routes/(console)/settings/api-keys/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		ApiKeysPanel($$renderer, {
			apiKeys: data.apiKeys,
			path: "/settings/api-keys",
			mayManage: data.viewer.permissions.includes("API_KEY_MANAGE"),
			idempotencyKey: data.idempotencyKey,
			form
		});
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map