import { d as stringify } from "../../../../../../../chunks/server2.js";
import { t as ApiKeysPanel } from "../../../../../../../chunks/ApiKeysPanel.js";
// src/routes/(console)/t/[tenant]/settings/api-keys/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		ApiKeysPanel($$renderer, {
			apiKeys: data.apiKeys,
			path: `/t/${stringify(data.tenant.slug)}/settings/api-keys`,
			tenant: data.tenant,
			mayManage: data.tenant.permissions.includes("API_KEY_MANAGE"),
			idempotencyKey: data.idempotencyKey,
			form
		});
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map