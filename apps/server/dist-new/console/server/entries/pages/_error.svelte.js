import "../../chunks/server2.js";
import { t as Error_message } from "../../chunks/error-message.js";
import { t as Logo } from "../../chunks/logo.js";
// src/routes/+error.svelte
function _error($$renderer) {
	$$renderer.push(`<div class="mx-auto flex min-h-dvh max-w-2xl flex-col px-4 py-6 sm:py-16"><header class="mb-8">`);
	Logo($$renderer, {});
	$$renderer.push(`<!----></header> <main id="main">`);
	Error_message($$renderer, {});
	$$renderer.push(`<!----></main></div>`);
}
export { _error as default };

//# sourceMappingURL=_error.svelte.js.map