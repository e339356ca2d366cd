import { d as stringify, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "../../../../../../../chunks/server2.js";
import { n as PRESETS, t as DIRECTORY_PRESETS } from "../../../../../../../chunks/directories.js";
import { t as Button } from "../../../../../../../chunks/button.js";
import { t as Card } from "../../../../../../../chunks/card.js";
import { t as Form } from "../../../../../../../chunks/form.js";
import { t as Notice } from "../../../../../../../chunks/notice.js";
import { t as Page_header } from "../../../../../../../chunks/page-header.js";
import { t as Select_field } from "../../../../../../../chunks/select-field.js";
import { t as Text_field } from "../../../../../../../chunks/text-field.js";
import { r as toSlug } from "../../../../../../../chunks/text.js";
// src/lib/components/directories/PresetChooser.svelte
function PresetChooser($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { value } = $$props;
		$$renderer.push(`<fieldset><legend class="sr-only">Identity provider</legend> <div class="space-y-2"><!--[-->`);
		const each_array = ensure_array_like(DIRECTORY_PRESETS);
		for (let index = 0, $$length = each_array.length; index < $$length; index++) {
			let preset = each_array[index];
			const { label, explanation } = PRESETS[preset];
			$$renderer.push(`<label class="flex cursor-pointer gap-3 rounded-lg border border-line p-3 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"><input type="radio" name="preset"${attr("value", preset)} required=""${attr("checked", value === void 0 ? index === 0 : value === preset, true)} class="mt-0.5 size-4 shrink-0 outline-none!"/> <span class="min-w-0"><span class="block font-medium">${escape_html(label)}</span> <span class="mt-0.5 block text-sm text-muted">${escape_html(explanation)}</span></span></label>`);
		}
		$$renderer.push(`<!--]--></div> <p class="mt-3 text-sm text-muted">Okta has two kinds of app. One that you found with “Browse App Catalog” is from the catalogue; one that you made with “Create App
    Integration” is your own. Both work with either choice: it decides which guide you see and how strict the directory is at first.</p></fieldset>`);
	});
}
// src/routes/(console)/t/[tenant]/directories/new/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		const values = derived(() => form?.values ?? {});
		const errors = derived(() => form?.errors ?? {});
		let name = values().name ?? "";
		let ownSlug = values().slug;
		const slug = derived(() => ownSlug ?? toSlug(name));
		const organisations = derived(() => [{
			value: "",
			label: "None"
		}, ...data.organisations.map(({ id, name: label }) => ({
			value: id,
			label
		}))]);
		let $$settled = true;
		let $$inner_renderer;
		function $$render_inner($$renderer) {
			Page_header($$renderer, {
				title: "Add directory",
				crumbs: [{
					label: data.tenant.name,
					href: base()
				}, {
					label: "Directories",
					href: `${base()}/directories`
				}],
				description: "It starts Inactive: nothing is accepted until you activate it."
			});
			$$renderer.push(`<!----> `);
			if (data.tenant.permissions.includes("DIRECTORY_MANAGE")) {
				$$renderer.push("<!--[0-->");
				{
					function children($$renderer, { pending }) {
						if (errors().form) {
							$$renderer.push("<!--[0-->");
							Notice($$renderer, {
								tone: "failed",
								children: ($$renderer) => {
									$$renderer.push(`<p>${escape_html(errors().form)}</p>`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> <input type="hidden" name="tenantId"${attr("value", data.tenant.id)}/> <input type="hidden" name="idempotencyKey"${attr("value", data.idempotencyKey)}/> `);
						Card($$renderer, {
							title: "Which identity provider?",
							children: ($$renderer) => {
								PresetChooser($$renderer, { value: values().preset });
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Card($$renderer, {
							title: "Name and address",
							children: ($$renderer) => {
								var bind_get = () => slug();
								var bind_set = (text) => ownSlug = text === "" ? void 0 : text;
								$$renderer.push(`<div class="space-y-4">`);
								Text_field($$renderer, {
									label: "Name",
									name: "name",
									required: true,
									maxlength: 100,
									placeholder: "Okta",
									error: errors().name,
									get value() {
										return name;
									},
									set value($$value) {
										name = $$value;
										$$settled = false;
									}
								});
								$$renderer.push(`<!----> `);
								Text_field($$renderer, {
									label: "Slug",
									name: "slug",
									required: true,
									mono: true,
									spellcheck: "false",
									autocapitalize: "none",
									hint: `Part of the endpoint URL, so it cannot be changed later: /${stringify(data.tenant.slug)}/${stringify(slug() || "…")}/scim/v2`,
									get value() {
										return bind_get();
									},
									set value($$value) {
										bind_set($$value);
									},
									error: errors().slug
								});
								$$renderer.push(`<!----> `);
								if (data.organisations.length > 0) {
									$$renderer.push("<!--[0-->");
									Select_field($$renderer, {
										label: "Organisation",
										name: "organisationId",
										options: organisations(),
										value: values().organisationId ?? "",
										error: errors().organisationId
									});
								} else $$renderer.push("<!--[-1-->");
								$$renderer.push(`<!--]--> `);
								Text_field($$renderer, {
									label: "User role prefix",
									name: "rolePrefix",
									optional: true,
									mono: true,
									spellcheck: "false",
									placeholder: "Envi_",
									hint: "Groups whose name starts with it grant the role after it. You can set or change it later, with a preview.",
									value: values().rolePrefix,
									error: errors().rolePrefix
								});
								$$renderer.push(`<!----></div>`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> <div class="flex gap-2">`);
						Button($$renderer, {
							type: "submit",
							variant: "primary",
							disabled: pending,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Add directory`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Button($$renderer, {
							href: `${base()}/directories`,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Cancel`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div>`);
					}
					Form($$renderer, {
						class: "max-w-2xl space-y-6",
						keep: true,
						children,
						$$slots: { default: true }
					});
				}
			} else {
				$$renderer.push("<!--[-1-->");
				Notice($$renderer, {
					title: "Your role does not include this",
					children: ($$renderer) => {
						$$renderer.push(`<p>Adding a directory takes the role SCIM manager, tenant admin or owner.</p>`);
					},
					$$slots: { default: true }
				});
			}
			$$renderer.push(`<!--]-->`);
		}
		do {
			$$settled = true;
			$$inner_renderer = $$renderer.copy();
			$$render_inner($$inner_renderer);
		} while (!$$settled);
		$$renderer.subsume($$inner_renderer);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map