import { d as stringify } from "../../../../../chunks/server2.js";
import { t as Card } from "../../../../../chunks/card.js";
import { t as Copy_field } from "../../../../../chunks/copy-field.js";
// src/routes/(console)/settings/about/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		$$renderer.push(`<div class="max-w-2xl space-y-6">`);
		Card($$renderer, {
			title: "Addresses of this instance",
			children: ($$renderer) => {
				$$renderer.push(`<div class="space-y-4">`);
				Copy_field($$renderer, {
					label: "SCIM, shared by all directories",
					value: `${stringify(data.origin)}/scim/v2`,
					hint: "The token tells which directory is meant."
				});
				$$renderer.push(`<!----> `);
				Copy_field($$renderer, {
					label: "GraphQL API",
					value: `${stringify(data.origin)}/graphql`,
					hint: "For scripts, with an API key. The schema is at /graphql/schema.graphql."
				});
				$$renderer.push(`<!----> `);
				Copy_field($$renderer, {
					label: "Readiness check",
					value: `${stringify(data.origin)}/readyz`
				});
				$$renderer.push(`<!----></div>`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----> `);
		Card($$renderer, {
			title: "Rollcall",
			children: ($$renderer) => {
				$$renderer.push(`<p class="text-muted">A self-hosted SCIM 2.0 provisioning server (RFC 7643, RFC 7644), licensed under Apache 2.0.</p>`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map