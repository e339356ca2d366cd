import "../../../chunks/server2.js";
import { t as Error_message } from "../../../chunks/error-message.js";
// src/routes/(console)/+error.svelte
function _error($$renderer) {
	Error_message($$renderer, {});
}
export { _error as default };

//# sourceMappingURL=_error.svelte.js.map