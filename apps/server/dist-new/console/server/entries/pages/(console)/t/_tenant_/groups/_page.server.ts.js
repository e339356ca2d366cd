import { t as directoryVariables } from "../../../../../../chunks/directory-filter.js";
import { r as requestWithProblems, t as graphql } from "../../../../../../chunks/documents.js";
import { t as pageOf } from "../../../../../../chunks/paging2.js";
// src/routes/(console)/t/[tenant]/groups/+page.server.ts
var GroupRows = graphql(`
  fragment GroupRows on GroupConnection {
    nodes { scimId displayName memberCount updatedAt grantedRole { name } directory { slug name } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    totalCount
  }
`);
var Groups = graphql(`
    query Groups(
      $tenant: String!, $directory: String!, $one: Boolean!
      $first: Int, $after: String, $last: Int, $before: String
      $filter: GroupFilter, $scimFilter: String, $orderBy: ResourceOrder
    ) {
      tenant(slug: $tenant) {
        groups(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy)
          @skip(if: $one) { ...GroupRows }
        directory(slug: $directory) @include(if: $one) {
          groups(first: $first, after: $after, last: $last, before: $before, filter: $filter, scimFilter: $scimFilter, orderBy: $orderBy) {
            ...GroupRows
          }
        }
      }
    }
  `, [GroupRows]);
var load = async (event) => {
	const { searchParams } = event.url;
	const search = searchParams.get("q")?.trim() ?? "";
	const scimFilter = searchParams.get("filter")?.trim() ?? "";
	const sort = searchParams.get("sort") === "newest" ? "newest" : "name";
	const directory = searchParams.get("directory") ?? "";
	const { data, problems } = await requestWithProblems(event, Groups, {
		tenant: event.params.tenant,
		...directoryVariables(directory),
		...pageOf(event.url),
		filter: search === "" ? {} : { search },
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
		groups: data.tenant?.groups ?? data.tenant?.directory?.groups ?? null,
		problem: problems[0]?.message,
		filter: {
			search,
			scimFilter,
			sort,
			directory
		}
	};
};
export { load };

//# sourceMappingURL=_page.server.ts.js.map