import { a as optionalTextOf, c as toFormErrors, i as failure, n as choiceOf, s as textOf, t as NOTHING_CHANGED } from "../../../../../../../../chunks/forms.js";
import { n as request, r as requestWithProblems, t as graphql } from "../../../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/directories/[directory]/policy/+page.server.ts
var Policy = graphql(`
  query Policy($tenant: String!, $directory: String!) {
    tenant(slug: $tenant) {
      organisations(first: 200) { nodes { id name } }
      directory(slug: $directory) { id rolePrefix rolePrefixCaseExact roles { name groupCount peopleCount } }
    }
  }
`);
var Preview = graphql(`
  query PreviewRolePrefix($directoryId: ID!, $prefix: String!, $caseExact: Boolean!) {
    previewRolePrefix(directoryId: $directoryId, prefix: $prefix, caseExact: $caseExact) {
      groupCount
      peopleCount
      groups { role group { scimId displayName memberCount } }
      gaining { peopleCount sample { role user { scimId displayName userName } } }
      losing { peopleCount sample { role user { scimId displayName userName } } }
    }
  }
`);
var UpdateDirectory = graphql(`
  mutation UpdateDirectory($input: UpdateDirectoryInput!) {
    updateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`);
var load = async (event) => {
	const { tenant } = await request(event, Policy, event.params);
	const directory = tenant?.directory;
	const { searchParams } = event.url;
	const asked = searchParams.get("prefix");
	const prefix = asked ?? directory?.rolePrefix ?? "";
	const caseExact = asked === null ? directory?.rolePrefixCaseExact ?? false : searchParams.has("caseExact");
	const changed = prefix !== (directory?.rolePrefix ?? "") || caseExact !== directory?.rolePrefixCaseExact;
	const preview = directory && asked !== null && changed ? await requestWithProblems(event, Preview, {
		directoryId: directory.id,
		prefix,
		caseExact
	}) : void 0;
	return {
		organisations: tenant?.organisations?.nodes ?? [],
		roles: directory?.roles ?? [],
		prefix,
		caseExact,
		preview: preview?.data.previewRolePrefix ?? null,
		previewProblem: preview?.problems[0]?.message
	};
};
async function update(event, form, about, changes, done) {
	const input = {
		id: textOf(form, "id"),
		expectedVersion: Number(textOf(form, "version")),
		...changes
	};
	const { updateDirectory: payload } = await request(event, UpdateDirectory, { input });
	const errors = toFormErrors(payload?.userErrors ?? [], [
		"name",
		"rolePrefix",
		"organisationId",
		"unresolvedMembers"
	]);
	if (errors !== void 0) return failure(errors, form, about);
	if (!payload?.directory) return failure(NOTHING_CHANGED, form, about);
	return { done };
}
var actions = {
	prefix: async (event) => {
		const form = await event.request.formData();
		return await update(event, form, "prefix", {
			rolePrefix: textOf(form, "prefix"),
			rolePrefixCaseExact: form.has("caseExact")
		}, "The role prefix is saved.");
	},
	directory: async (event) => {
		const form = await event.request.formData();
		return await update(event, form, "directory", {
			name: textOf(form, "name"),
			organisationId: optionalTextOf(form, "organisationId"),
			unresolvedMembers: choiceOf(form, "unresolvedMembers", [
				"KEEP",
				"ATTACH",
				"REJECT"
			])
		}, "The directory is saved.");
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map