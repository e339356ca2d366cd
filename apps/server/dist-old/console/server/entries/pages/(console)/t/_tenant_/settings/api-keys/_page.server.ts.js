import { a as revokeApiKey, n as ApiKeyRows, r as createApiKey } from "../../../../../../../chunks/access2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/settings/api-keys/+page.server.ts
var TenantApiKeys = graphql(`
    query TenantApiKeys($tenant: String!, $first: Int, $after: String, $last: Int, $before: String) {
      tenant(slug: $tenant) { apiKeys(first: $first, after: $after, last: $last, before: $before) { ...ApiKeyRows } }
    }
  `, [ApiKeyRows]);
var load = async (event) => {
	const { tenant } = await request(event, TenantApiKeys, {
		tenant: event.params.tenant,
		...pageOf(event.url)
	});
	return {
		apiKeys: tenant?.apiKeys ?? null,
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = {
	create: createApiKey,
	revoke: revokeApiKey
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map