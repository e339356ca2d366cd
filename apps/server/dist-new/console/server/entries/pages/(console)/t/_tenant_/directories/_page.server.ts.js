import { n as request, t as graphql } from "../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/directories/+page.server.ts
var Directories = graphql(`
  query Directories($slug: String!, $first: Int, $after: String, $last: Int, $before: String) {
    tenant(slug: $slug) {
      directories(first: $first, after: $after, last: $last, before: $before) {
        nodes { slug name preset status validToken lastRequestAt userCount groupCount }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        totalCount
      }
    }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, Directories, {
		slug: event.params.tenant,
		...pageOf(event.url)
	});
	return { directories: tenant?.directories ?? null };
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map