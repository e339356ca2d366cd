import { c as props_id, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import "./index-server.js";
import { t as Button } from "./button.js";
import { t as Dialog } from "./dialog.js";
import { t as Form } from "./form.js";
import { t as Notice } from "./notice.js";
// src/lib/components/ui/confirm-dialog.svelte
function Confirm_dialog($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { title, verb, action, fields, closeHref, phrase, danger = true, error, children } = $$props;
		let typed = "";
		let interactive = false;
		const pattern = derived(() => phrase?.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
		const blocked = derived(() => interactive);
		function consequences($$renderer) {
			children($$renderer);
			$$renderer.push(`<!---->`);
		}
		Dialog($$renderer, {
			title,
			closeHref,
			children: ($$renderer) => {
				{
					function children($$renderer, { pending }) {
						$$renderer.push(`<div class="space-y-4">`);
						if (error) {
							$$renderer.push("<!--[0-->");
							Notice($$renderer, {
								tone: "failed",
								children: ($$renderer) => {
									$$renderer.push(`<p>${escape_html(error)}</p>`);
								},
								$$slots: { default: true }
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> <div class="space-y-2 leading-relaxed">`);
						consequences($$renderer);
						$$renderer.push(`<!----></div> <!--[-->`);
						const each_array = ensure_array_like(Object.entries(fields));
						for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
							let [name, value] = each_array[$$index];
							$$renderer.push(`<input type="hidden"${attr("name", name)}${attr("value", value)}/>`);
						}
						$$renderer.push(`<!--]--> `);
						if (phrase !== void 0) $$renderer.push(`<!--[0--><div><label${attr("for", id)}>Type <strong class="font-mono text-sm">${escape_html(phrase)}</strong> to confirm</label> <input${attr("id", id)} class="input mt-1.5 font-mono" required=""${attr("pattern", pattern())} autocomplete="off" spellcheck="false"${attr("value", typed)}/></div>`);
						else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--> <div class="flex flex-wrap justify-end gap-2 pt-1">`);
						Button($$renderer, {
							href: closeHref,
							"data-autofocus": true,
							"data-sveltekit-replacestate": true,
							"data-sveltekit-reset": false,
							children: ($$renderer) => {
								$$renderer.push(`<!---->Cancel`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----> `);
						Button($$renderer, {
							type: "submit",
							variant: danger ? "danger" : "primary",
							disabled: blocked() || pending,
							children: ($$renderer) => {
								$$renderer.push(`<!---->${escape_html(verb)}`);
							},
							$$slots: { default: true }
						});
						$$renderer.push(`<!----></div></div>`);
					}
					Form($$renderer, {
						action,
						after: closeHref,
						children,
						$$slots: { default: true }
					});
				}
			},
			$$slots: { default: true }
		});
	});
}
export { Confirm_dialog as t };

//# sourceMappingURL=confirm-dialog.js.map