import { c as toFormErrors, i as failure, s as textOf, t as NOTHING_CHANGED } from "../../../../../../../chunks/forms.js";
import { t as AuditEventRow } from "../../../../../../../chunks/audit-event2.js";
import { n as request, t as graphql } from "../../../../../../../chunks/documents.js";
// src/routes/(console)/t/[tenant]/directories/[directory]/+page.server.ts
var DirectorySummary = graphql(`
    query DirectorySummary($tenant: String!, $directory: String!) {
      tenant(slug: $tenant) {
        directory(slug: $directory) {
          recent: auditEvents(first: 6) { nodes { ...AuditEventRow } }
        }
      }
    }
  `, [AuditEventRow]);
var Activate = graphql(`
  mutation ActivateDirectory($input: ActivateDirectoryInput!) {
    activateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`);
var Deactivate = graphql(`
  mutation DeactivateDirectory($input: DeactivateDirectoryInput!) {
    deactivateDirectory(input: $input) { directory { name } userErrors { path code message } }
  }
`);
var load = async (event) => {
	event.depends("rollcall:live");
	const { tenant } = await request(event, DirectorySummary, {
		tenant: event.params.tenant,
		directory: event.params.directory
	});
	return { recent: tenant?.directory?.recent?.nodes ?? [] };
};
var actions = {
	activate: async (event) => {
		const form = await event.request.formData();
		const { activateDirectory: payload } = await request(event, Activate, { input: { id: textOf(form, "id") } });
		const errors = toFormErrors(payload?.userErrors ?? [], []);
		if (errors !== void 0) return failure(errors, form);
		if (!payload?.directory) return failure(NOTHING_CHANGED, form);
		return { done: `${payload.directory.name} is active.` };
	},
	deactivate: async (event) => {
		const form = await event.request.formData();
		const { deactivateDirectory: payload } = await request(event, Deactivate, { input: { id: textOf(form, "id") } });
		const errors = toFormErrors(payload?.userErrors ?? [], []);
		if (errors !== void 0) return failure(errors, form);
		if (!payload?.directory) return failure(NOTHING_CHANGED, form);
		return { done: `${payload.directory.name} is inactive.` };
	}
};
export { actions, load };

//# sourceMappingURL=_page.server.ts.js.map