import { o as ensure_array_like, r as bind_props, y as escape_html } from "./server2.js";
import { n as Field } from "./text-field.js";
// src/lib/components/ui/select-field.svelte
function Select_field($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		let { label, options, hint, error, optional = false, value = "", $$slots, $$events, ...rest } = $$props;
		{
			function children($$renderer, control) {
				$$renderer.select({
					...rest,
					...control,
					value,
					class: "input"
				}, ($$renderer) => {
					$$renderer.push(`<!--[-->`);
					const each_array = ensure_array_like(options);
					for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
						let option = each_array[$$index];
						$$renderer.option({ value: option.value }, ($$renderer) => {
							$$renderer.push(`${escape_html(option.label)}`);
						});
					}
					$$renderer.push(`<!--]-->`);
				});
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
export { Select_field as t };

//# sourceMappingURL=select-field.js.map