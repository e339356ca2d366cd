import { h as clsx, i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "./server2.js";
import { t as Copy_button } from "./copy-button.js";
// src/lib/json/lines.ts
var TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null|-?\d[\d.eE+-]*)\b/g;
/** A value as indented JSON, line by line, with each piece's kind for colouring. */
function toJsonLines(value) {
	return (JSON.stringify(value, null, 2) ?? "").split("\n").map(toTokens);
}
function toTokens(line) {
	const tokens = [];
	let end = 0;
	const plain = (upTo) => {
		if (upTo > end) tokens.push({
			text: line.slice(end, upTo),
			kind: "plain"
		});
	};
	for (const match of line.matchAll(TOKEN)) {
		plain(match.index);
		const [whole, quoted, colon] = match;
		tokens.push({
			text: quoted ?? whole,
			kind: quoted === void 0 ? "number" : colon === void 0 ? "string" : "key"
		});
		if (colon !== void 0) tokens.push({
			text: colon,
			kind: "plain"
		});
		end = match.index + whole.length;
	}
	plain(line.length);
	return tokens;
}
// src/lib/components/ui/json-view.svelte
function Json_view($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** What it is: names the region and the copy button. */
		const { value, label } = $$props;
		const lines = derived(() => toJsonLines(value));
		const colours = {
			key: "text-json-key",
			string: "text-json-string",
			number: "text-json-number",
			plain: "text-muted"
		};
		$$renderer.push(`<div class="relative overflow-hidden rounded border border-line bg-sunken"><div class="absolute top-1.5 right-1.5 rounded-sm bg-sunken">`);
		Copy_button($$renderer, {
			value: JSON.stringify(value, null, 2),
			label
		});
		$$renderer.push(`<!----></div>  <pre class="max-h-[32rem] overflow-auto p-3 text-xs leading-5" role="group"${attr("aria-label", label)} tabindex="0"><!--[-->`);
		const each_array = ensure_array_like(lines());
		for (let $$index_1 = 0, $$length = each_array.length; $$index_1 < $$length; $$index_1++) {
			let line = each_array[$$index_1];
			$$renderer.push(`<span class="block whitespace-pre"><!--[-->`);
			const each_array_1 = ensure_array_like(line);
			for (let $$index = 0, $$length = each_array_1.length; $$index < $$length; $$index++) {
				let { text, kind } = each_array_1[$$index];
				$$renderer.push(`<span${attr_class(clsx(colours[kind]))}>${escape_html(text)}</span>`);
			}
			$$renderer.push(`<!--]--></span>`);
		}
		$$renderer.push(`<!--]--></pre></div>`);
	});
}
export { Json_view as t };

//# sourceMappingURL=json-view.js.map