import { a as revokeApiKey, n as ApiKeyRows, r as createApiKey } from "../../../../../chunks/access2.js";
import { n as request, t as graphql } from "../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../chunks/paging2.js";
// src/routes/(console)/settings/api-keys/+page.server.ts
var InstanceApiKeys = graphql(`
    query InstanceApiKeys($first: Int, $after: String, $last: Int, $before: String) {
      apiKeys(first: $first, after: $after, last: $last, before: $before) { ...ApiKeyRows }
    }
  `, [ApiKeyRows]);
var load = async (event) => {
	const { apiKeys } = await request(event, InstanceApiKeys, pageOf(event.url));
	return {
		apiKeys,
		idempotencyKey: crypto.randomUUID()
	};
};
var actions = {
	create: createApiKey,
	revoke: revokeApiKey
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map