import { i as derived, m as attr, y as escape_html } from "../../../../../../chunks/server2.js";
import { t as Button } from "../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../chunks/card.js";
import { n as Fact, t as Fact_list } from "../../../../../../chunks/fact-list.js";
import { t as Form } from "../../../../../../chunks/form.js";
import { t as Notice } from "../../../../../../chunks/notice.js";
import { t as Text_field } from "../../../../../../chunks/text-field.js";
import { t as Time } from "../../../../../../chunks/time.js";
// src/routes/(console)/t/[tenant]/settings/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const mayManage = derived(() => data.tenant.permissions.includes("TENANT_MANAGE"));
		const errors = derived(() => form && "errors" in form ? form.errors : void 0);
		$$renderer.push(`<div class="max-w-2xl space-y-6">`);
		Card($$renderer, {
			title: "Tenant",
			children: ($$renderer) => {
				Fact_list($$renderer, {
					children: ($$renderer) => {
						Fact($$renderer, {
							line: true,
							label: "Slug",
							children: ($$renderer) => {
								$$renderer.push(`<code>${escape_html(data.tenant.slug)}</code> <span class="text-sm text-muted">part of every address, so it cannot be changed</span>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Fact($$renderer, {
							line: true,
							label: "Created",
							children: ($$renderer) => {
								Time($$renderer, { at: data.createdAt });
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				{
					function children($$renderer, { pending }) {
						if (errors()?.form) {
							$$renderer.push("<!--[0-->");
							Notice($$renderer, {
								tone: "failed",
								children: ($$renderer) => {
									$$renderer.push(`<p>${escape_html(errors().form)}</p>`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> <input type="hidden" name="id"${attr("value", data.tenant.id)}/> <input type="hidden" name="version"${attr("value", data.tenant.version)}/> `);
						Text_field($$renderer, {
							label: "Name",
							name: "name",
							required: true,
							maxlength: 100,
							disabled: !mayManage(),
							value: data.tenant.name,
							error: errors()?.name
						});
						$$renderer.push(`<!----> `);
						if (mayManage()) {
							$$renderer.push("<!--[0-->");
							Button($$renderer, {
								type: "submit",
								variant: "primary",
								disabled: pending,
								children: ($$renderer) => {
									$$renderer.push(`<!---->Save name`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]-->`);
					}
					Form($$renderer, {
						class: "mt-4 space-y-4 border-t border-line pt-4",
						keep: true,
						children,
						$$slots: { default: true }
					});
				}
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map