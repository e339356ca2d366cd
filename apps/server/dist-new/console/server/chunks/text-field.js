import { c as props_id, i as derived, m as attr, n as attributes, r as bind_props, y as escape_html } from "./server2.js";
import { t as Circle_alert } from "./circle-alert.js";
// src/lib/components/ui/field.svelte
function Field($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { label, hint, error, optional = false, children } = $$props;
		const describedBy = derived(() => [hint === void 0 ? "" : `${id}-hint`, error === void 0 ? "" : `${id}-error`].filter(Boolean).join(" ") || void 0);
		$$renderer.push(`<div class="min-w-0"><label${attr("for", id)} class="block font-medium">${escape_html(label)}`);
		if (optional) $$renderer.push(`<!--[0--><span class="font-normal text-muted"> (optional)</span>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></label> `);
		if (hint) $$renderer.push(`<!--[0--><p${attr("id", `${id}-hint`)} class="mt-0.5 text-sm text-muted">${escape_html(hint)}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <div class="mt-1.5">`);
		children($$renderer, {
			id,
			"aria-describedby": describedBy(),
			"aria-invalid": error === void 0 ? void 0 : "true"
		});
		$$renderer.push(`<!----></div> `);
		if (error) {
			$$renderer.push(`<!--[0--><p${attr("id", `${id}-error`)} class="mt-1.5 flex gap-1.5 text-sm text-failed">`);
			Circle_alert($$renderer, {
				size: 14,
				class: "mt-0.5 shrink-0",
				"aria-hidden": "true"
			});
			$$renderer.push(`<!---->${escape_html(error)}</p>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div>`);
	});
}
// src/lib/components/ui/text-field.svelte
function Text_field($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		let { label, hint, error, optional = false, mono = false, value = "", $$slots, $$events, ...rest } = $$props;
		{
			function children($$renderer, control) {
				$$renderer.push(`<input${attributes({
					...rest,
					...control,
					value,
					class: `input ${mono ? "font-mono" : ""}`
				}, void 0, void 0, void 0, 4)}/>`);
			}
			Field($$renderer, {
				label,
				hint,
				error,
				optional,
				children,
				$$slots: { default: true }
			});
		}
		bind_props($$props, { value });
	});
}
export { Field as n, Text_field as t };

//# sourceMappingURL=text-field.js.map