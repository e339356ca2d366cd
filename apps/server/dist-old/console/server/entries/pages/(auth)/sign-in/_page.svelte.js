import { s as head, y as escape_html } from "../../../../chunks/server2.js";
import { t as Button } from "../../../../chunks/button.js";
import { t as Form } from "../../../../chunks/form.js";
import { t as Notice } from "../../../../chunks/notice.js";
import { t as Text_field } from "../../../../chunks/text-field.js";
// src/routes/(auth)/sign-in/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { form } = $$props;
		head("8exesi", $$renderer, ($$renderer) => {
			$$renderer.title(($$renderer) => {
				$$renderer.push(`<title>Sign in · Rollcall</title>`);
			});
		});
		$$renderer.push(`<h1 class="text-xl font-semibold tracking-tight">Sign in</h1> `);
		{
			function children($$renderer, { pending }) {
				if (form?.errors.form) {
					$$renderer.push("<!--[0-->");
					Notice($$renderer, {
						tone: "failed",
						children: ($$renderer) => {
							$$renderer.push(`<p>${escape_html(form.errors.form)}</p>`);
						},
						$$slots: { default: true }
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> `);
				Text_field($$renderer, {
					label: "E-mail address",
					name: "email",
					type: "email",
					autocomplete: "username",
					required: true,
					value: form?.values.email
				});
				$$renderer.push(`<!----> `);
				Text_field($$renderer, {
					label: "Password",
					name: "password",
					type: "password",
					autocomplete: "current-password",
					required: true
				});
				$$renderer.push(`<!----> `);
				Button($$renderer, {
					type: "submit",
					variant: "primary",
					class: "w-full",
					disabled: pending,
					children: ($$renderer) => {
						$$renderer.push(`<!---->Sign in`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!---->`);
			}
			Form($$renderer, {
				class: "mt-5 space-y-4",
				keep: true,
				children,
				$$slots: { default: true }
			});
		}
		$$renderer.push(`<!----> <p class="mt-5 text-sm text-muted">No account, or a lost password? Ask an owner of this instance to invite you, or run <code class="whitespace-nowrap">rollcall admin create</code> on the server.</p>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map