import { n as attributes } from "./server2.js";
import { t as disallow_on_server } from "./functions.js";
import "./navigation.js";
disallow_on_server("applyAction");
// src/lib/components/ui/form.svelte
function Form($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** Keeps what was typed after it was sent. */
		/** Where to be once it succeeded: the page without the dialog that holds the form. */
		const { children, keep = false, after, $$slots, $$events, ...rest } = $$props;
		let pending = false;
		$$renderer.push(`<form${attributes({
			...rest,
			method: "POST",
			"aria-busy": pending
		})}>`);
		children($$renderer, { pending });
		$$renderer.push(`<!----></form>`);
	});
}
export { Form as t };

//# sourceMappingURL=form.js.map