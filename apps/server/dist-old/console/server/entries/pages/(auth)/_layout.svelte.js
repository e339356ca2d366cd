import "../../../chunks/server2.js";
import { t as Logo } from "../../../chunks/logo.js";
import { t as Theme_switch } from "../../../chunks/theme-switch.js";
import { n as page } from "../../../chunks/state.js";
// src/routes/(auth)/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		$$renderer.push(`<div class="mx-auto flex min-h-dvh max-w-[26rem] flex-col px-4 py-6 sm:justify-center sm:py-16"><header class="mb-6 flex items-center justify-between">`);
		Logo($$renderer, {});
		$$renderer.push(`<!----> `);
		Theme_switch($$renderer, {
			current: data.theme,
			returnPath: page.url.pathname + page.url.search
		});
		$$renderer.push(`<!----></header> <main id="main" tabindex="-1" class="rounded-lg border border-line bg-surface p-5 outline-none sm:p-7">`);
		children($$renderer);
		$$renderer.push(`<!----></main></div>`);
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map