import { i as derived, m as attr, s as head, y as escape_html } from "../../../../chunks/server2.js";
import { t as Button } from "../../../../chunks/button.js";
import { t as Form } from "../../../../chunks/form.js";
import { t as Notice } from "../../../../chunks/notice.js";
import { t as Text_field } from "../../../../chunks/text-field.js";
import { t as Time } from "../../../../chunks/time.js";
// src/routes/(auth)/setup/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, form } = $$props;
		const PASSWORD_HINT = "At least 12 characters. A sentence you remember works best.";
		const invited = derived(() => `?/invited&code=${encodeURIComponent(data.code)}`);
		head("dt8dso", $$renderer, ($$renderer) => {
			$$renderer.title(($$renderer) => {
				$$renderer.push(`<title>Set up · Rollcall</title>`);
			});
		});
		if (data.invitation) {
			$$renderer.push(`<!--[0--><h1 class="text-xl font-semibold tracking-tight">Choose your password</h1> <p class="mt-2 text-muted">${escape_html(data.invitation.name)}, you are invited to Rollcall as <strong class="text-ink">${escape_html(data.invitation.email)}</strong>. This link
    works once and ends `);
			Time($$renderer, { at: data.invitation.expiresAt });
			$$renderer.push(`<!---->.</p> `);
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
					$$renderer.push(`<!--]--> <input type="email" name="email" autocomplete="username"${attr("value", data.invitation?.email)} readonly="" hidden=""/> `);
					Text_field($$renderer, {
						label: "Password",
						name: "password",
						type: "password",
						autocomplete: "new-password",
						required: true,
						hint: PASSWORD_HINT,
						error: form?.errors.password
					});
					$$renderer.push(`<!----> `);
					Button($$renderer, {
						type: "submit",
						variant: "primary",
						class: "w-full",
						disabled: pending,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Set password and sign in`);
						},
						$$slots: { default: true }
					});
					$$renderer.push(`<!---->`);
				}
				Form($$renderer, {
					action: invited(),
					class: "mt-5 space-y-4",
					children,
					$$slots: { default: true }
				});
			}
			$$renderer.push(`<!---->`);
		} else if (data.firstOwnerNeeded) {
			$$renderer.push(`<!--[1--><h1 class="text-xl font-semibold tracking-tight">Set up Rollcall</h1> <p class="mt-2 text-muted">Create the first owner. The one-time code proves that you run this server: it was printed where you started it.</p> `);
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
						label: "One-time code",
						name: "code",
						mono: true,
						required: true,
						autocomplete: "one-time-code",
						spellcheck: "false",
						value: data.code,
						error: form?.errors.code
					});
					$$renderer.push(`<!----> `);
					Text_field($$renderer, {
						label: "Your name",
						name: "name",
						autocomplete: "name",
						required: true,
						value: form?.values.name,
						error: form?.errors.name
					});
					$$renderer.push(`<!----> `);
					Text_field($$renderer, {
						label: "E-mail address",
						name: "email",
						type: "email",
						autocomplete: "username",
						required: true,
						value: form?.values.email,
						error: form?.errors.email
					});
					$$renderer.push(`<!----> `);
					Text_field($$renderer, {
						label: "Password",
						name: "password",
						type: "password",
						autocomplete: "new-password",
						required: true,
						hint: PASSWORD_HINT,
						error: form?.errors.password
					});
					$$renderer.push(`<!----> `);
					Button($$renderer, {
						type: "submit",
						variant: "primary",
						class: "w-full",
						disabled: pending,
						children: ($$renderer) => {
							$$renderer.push(`<!---->Create owner`);
						},
						$$slots: { default: true }
					});
					$$renderer.push(`<!---->`);
				}
				Form($$renderer, {
					action: "?/owner",
					class: "mt-5 space-y-4",
					keep: true,
					children,
					$$slots: { default: true }
				});
			}
			$$renderer.push(`<!---->`);
		} else if (data.code) {
			$$renderer.push(`<!--[2--><h1 class="text-xl font-semibold tracking-tight">This link no longer works</h1> <p class="mt-2 text-muted">Set-up links work once and for three days. If you have chosen your password, sign in. If not, ask the person who invited you for a
    new link.</p> <p class="mt-5">`);
			Button($$renderer, {
				href: "/sign-in",
				variant: "primary",
				children: ($$renderer) => {
					$$renderer.push(`<!---->Sign in`);
				},
				$$slots: { default: true }
			});
			$$renderer.push(`<!----></p>`);
		} else {
			$$renderer.push(`<!--[-1--><h1 class="text-xl font-semibold tracking-tight">Rollcall is set up</h1> <p class="mt-2 text-muted">This instance has an owner. Sign in, or ask an owner to invite you.</p> <p class="mt-5">`);
			Button($$renderer, {
				href: "/sign-in",
				variant: "primary",
				children: ($$renderer) => {
					$$renderer.push(`<!---->Sign in`);
				},
				$$slots: { default: true }
			});
			$$renderer.push(`<!----></p>`);
		}
		$$renderer.push(`<!--]-->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map