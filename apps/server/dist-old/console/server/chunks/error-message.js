import { i as derived, s as head, y as escape_html } from "./server2.js";
import { n as page } from "./state.js";
import { t as Button } from "./button.js";
// src/lib/components/ui/error-message.svelte
function Error_message($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const looks = {
			403: {
				title: "Your role does not allow this",
				text: "Ask an owner of this instance, or an admin of the tenant, for a role that does."
			},
			404: {
				title: "There is no such page",
				text: "Nothing is at this address. It may have been removed, or the link may be cut off."
			},
			429: {
				title: "Too many requests",
				text: "Wait a moment, then try again."
			}
		};
		const look = derived(() => looks[page.status] ?? {
			title: "That did not work on our side",
			text: "Nothing was changed. Try again in a moment."
		});
		const detail = derived(() => page.error?.message.startsWith("Request ") ? page.error.message : void 0);
		head("15q4eiz", $$renderer, ($$renderer) => {
			$$renderer.title(($$renderer) => {
				$$renderer.push(`<title>${escape_html(look().title)} · Rollcall</title>`);
			});
		});
		$$renderer.push(`<div class="max-w-2xl rounded-lg border border-line bg-surface p-5 sm:p-7"><h1 class="text-xl font-semibold tracking-tight">${escape_html(look().title)}</h1> <p class="mt-2 text-muted">${escape_html(look().text)}</p> `);
		if (detail()) $$renderer.push(`<!--[0--><p class="mt-2 text-muted">${escape_html(detail())}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <p class="mt-5">`);
		Button($$renderer, {
			href: "/",
			children: ($$renderer) => {
				$$renderer.push(`<!---->Go to the start page`);
			},
			$$slots: { default: true }
		});
		$$renderer.push(`<!----></p></div>`);
	});
}
export { Error_message as t };

//# sourceMappingURL=error-message.js.map