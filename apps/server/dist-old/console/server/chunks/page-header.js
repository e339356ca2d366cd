import { m as attr, o as ensure_array_like, s as head, y as escape_html } from "./server2.js";
import { t as Chevron_right } from "./chevron-right.js";
// src/lib/components/ui/page-header.svelte
function Page_header($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** The pages above this one. */
		/** Beside the title: the state. */
		const { title, crumbs = [], description, status, actions } = $$props;
		head("132ntk2", $$renderer, ($$renderer) => {
			$$renderer.title(($$renderer) => {
				$$renderer.push(`<title>${escape_html([
					title,
					...crumbs.map(({ label }) => label).toReversed(),
					"Rollcall"
				].join(" · "))}</title>`);
			});
		});
		$$renderer.push(`<header class="mb-6">`);
		if (crumbs.length > 0) {
			$$renderer.push(`<!--[0--><nav aria-label="Breadcrumb" class="mb-1.5"><ol class="flex flex-wrap items-center gap-x-1 text-sm text-muted"><!--[-->`);
			const each_array = ensure_array_like(crumbs);
			for (let index = 0, $$length = each_array.length; index < $$length; index++) {
				let { label, href } = each_array[index];
				$$renderer.push(`<li class="flex items-center gap-1">`);
				if (index > 0) {
					$$renderer.push("<!--[0-->");
					Chevron_right($$renderer, {
						size: 13,
						"aria-hidden": "true"
					});
				} else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--> <a${attr("href", href)} class="rounded-sm hover:text-ink hover:underline">${escape_html(label)}</a></li>`);
			}
			$$renderer.push(`<!--]--></ol></nav>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <div class="flex flex-wrap items-start justify-between gap-x-4 gap-y-3"><div class="min-w-0"><div class="flex flex-wrap items-center gap-x-3 gap-y-1"><h1 class="text-xl font-semibold tracking-tight break-words">${escape_html(title)}</h1> `);
		status?.($$renderer);
		$$renderer.push(`<!----></div> `);
		if (description) $$renderer.push(`<!--[0--><p class="mt-1 max-w-prose text-muted">${escape_html(description)}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div> `);
		if (actions) {
			$$renderer.push(`<!--[0--><div class="flex flex-wrap gap-2">`);
			actions($$renderer);
			$$renderer.push(`<!----></div>`);
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></div></header>`);
	});
}
export { Page_header as t };

//# sourceMappingURL=page-header.js.map