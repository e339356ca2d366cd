import { m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { t as Button } from "./button.js";
import { t as Copy_button } from "./copy-button.js";
import { t as Dialog } from "./dialog.js";
// src/lib/components/ui/secret-dialog.svelte
function Secret_dialog($$renderer, $$props) {
	/** "Token". */
	/** Other forms of the same: "header value" as `Bearer …`. */
	/** The page without the secret. */
	const { title, description, secrets, closeHref } = $$props;
	Dialog($$renderer, {
		title,
		closeHref,
		dismissable: false,
		children: ($$renderer) => {
			$$renderer.push(`<p class="leading-relaxed text-muted">${escape_html(description)}</p> <div class="mt-4 space-y-5"><!--[-->`);
			const each_array = ensure_array_like(secrets);
			for (let $$index_2 = 0, $$length = each_array.length; $$index_2 < $$length; $$index_2++) {
				let secret = each_array[$$index_2];
				$$renderer.push(`<div><p class="text-sm font-medium">${escape_html(secret.label)}</p> <output${attr("aria-label", secret.label)} class="mt-1.5 block rounded border border-line bg-sunken px-3 py-2.5 font-mono text-sm break-all select-all">${escape_html(secret.value)}</output> <div class="mt-2 flex flex-wrap gap-2"><!--[-->`);
				const each_array_1 = ensure_array_like(secret.copies);
				for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
					let copy = each_array_1[$$index];
					Copy_button($$renderer, {
						label: copy.label,
						value: copy.value,
						wide: true
					});
				}
				$$renderer.push(`<!--]--></div> <!--[-->`);
				const each_array_2 = ensure_array_like(secret.copies.filter(({ hint }) => hint));
				for (let $$index_1 = 0, $$length = each_array_2.length; $$index_1 < $$length; $$index_1++) {
					let copy = each_array_2[$$index_1];
					$$renderer.push(`<p class="mt-2 text-sm text-muted">${escape_html(copy.hint)}</p>`);
				}
				$$renderer.push(`<!--]--></div>`);
			}
			$$renderer.push(`<!--]--></div> <div class="mt-6 flex justify-end border-t border-line pt-4">`);
			Button($$renderer, {
				href: closeHref,
				variant: "primary",
				"data-sveltekit-replacestate": true,
				"data-sveltekit-reset": false,
				children: ($$renderer) => {
					$$renderer.push(`<!---->I have stored it`);
				},
				$$slots: { default: true }
			});
			$$renderer.push(`<!----></div>`);
		},
		$$slots: { default: true }
	});
}
export { Secret_dialog as t };

//# sourceMappingURL=secret-dialog.js.map