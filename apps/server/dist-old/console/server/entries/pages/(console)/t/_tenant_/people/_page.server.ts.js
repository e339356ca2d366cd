import { t as directoryVariables } from "../../../../../../chunks/directory-filter.js";
import { r as requestWithProblems, t as graphql } from "../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/people/+page.server.ts
var UserRows = graphql(`
  fragment UserRows on UserConnection {
    nodes { scimId displayName userName email active updatedAt directory { slug name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`);
var People = graphql(`
    query People(
      $tenant: String!, $directory: String!, $one: Boolean!
      $first: Int, $after: String, $last: Int, $before: String
      $filter: UserFilter, $scimFilter: String, $orderBy: ResourceOrder
    ) {
      tenant(slug: $tenant) {
        users(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy)
          @skip(if: $one) { ...UserRows }
        directory(slug: $directory) @include(if: $one) {
          users(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy) {
            ...UserRows
          }
        }
      }
    }
  `, [UserRows]);
var load = async (event) => {
	const { searchParams } = event.url;
	const search = searchParams.get("q")?.trim() ?? "";
	const scimFilter = searchParams.get("filter")?.trim() ?? "";
	const active = searchParams.get("active") ?? "";
	const sort = searchParams.get("sort") === "newest" ? "newest" : "name";
	const directory = searchParams.get("directory") ?? "";
	const { data, problems } = await requestWithProblems(event, People, {
		tenant: event.params.tenant,
		...directoryVariables(directory),
		...pageOf(event.url),
		filter: {
			...search === "" ? {} : { search },
			...active === "" ? {} : { active: active === "true" }
		},
		scimFilter: scimFilter || null,
		orderBy: sort === "newest" ? {
			field: "CREATED",
			direction: "DESC"
		} : {
			field: "NAME",
			direction: "ASC"
		}
	});
	return {
		users: data.tenant?.users ?? data.tenant?.directory?.users ?? null,
		problem: problems[0]?.message,
		filter: {
			search,
			scimFilter,
			active,
			sort,
			directory
		}
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map