import { c as props_id, m as attr, y as escape_html } from "./server2.js";
import { t as Copy_button } from "./copy-button.js";
// src/lib/components/ui/copy-field.svelte
function Copy_field($$renderer, $$props) {
	const id = props_id($$renderer);
	const { label, value, hint } = $$props;
	$$renderer.push(`<div class="min-w-0"><label${attr("for", id)} class="block text-sm font-medium">${escape_html(label)}</label> `);
	if (hint) $$renderer.push(`<!--[0--><p class="mt-0.5 text-sm text-muted">${escape_html(hint)}</p>`);
	else $$renderer.push("<!--[-1-->");
	$$renderer.push(`<!--]--> <div class="mt-1.5 flex items-center gap-1 rounded border border-line bg-sunken pr-1"><input${attr("id", id)} readonly=""${attr("value", value)} class="min-w-0 flex-1 rounded bg-transparent py-2 pl-3 font-mono text-sm text-ellipsis"/> `);
	Copy_button($$renderer, {
		value,
		label
	});
	$$renderer.push(`<!----></div></div>`);
}
export { Copy_field as t };

//# sourceMappingURL=copy-field.js.map