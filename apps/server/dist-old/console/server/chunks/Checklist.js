import { i as derived, m as attr, o as ensure_array_like, t as attr_class, y as escape_html } from "./server2.js";
import { t as Check } from "./check.js";
import { t as Button } from "./button.js";
// src/lib/components/directories/Checklist.svelte
function Checklist($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** What does this step; shown on the first that is not done. */
		const { steps } = $$props;
		const current = derived(() => steps.findIndex(({ done }) => !done));
		$$renderer.push(`<ol class="divide-y divide-line"><!--[-->`);
		const each_array = ensure_array_like(steps);
		for (let index = 0, $$length = each_array.length; index < $$length; index++) {
			let step = each_array[index];
			$$renderer.push(`<li class="flex items-start gap-3 px-4 py-3.5 sm:px-5"${attr("aria-current", index === current() ? "step" : void 0)}><span${attr_class(`mt-px grid size-5 shrink-0 place-items-center rounded-full border text-xs font-medium tabular-nums ${step.done ? "border-transparent bg-active-soft text-active" : index === current() ? "border-accent text-accent" : "border-line text-muted"}`)} aria-hidden="true">`);
			if (step.done) {
				$$renderer.push("<!--[0-->");
				Check($$renderer, {
					size: 12,
					strokeWidth: 3
				});
			} else $$renderer.push(`<!--[-1-->${escape_html(index + 1)}`);
			$$renderer.push(`<!--]--></span> <div class="min-w-0 flex-1"><p${attr_class(`font-medium ${step.done ? "text-muted" : ""}`)}>${escape_html(step.title)}`);
			if (step.done) $$renderer.push(`<!--[0--><span class="sr-only">(done)</span>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--></p> `);
			if (!step.done) $$renderer.push(`<!--[0--><p class="mt-0.5 text-sm text-muted">${escape_html(step.explanation)}</p>`);
			else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--> `);
			if (index === current() && step.link) {
				$$renderer.push(`<!--[0--><p class="mt-2.5">`);
				Button($$renderer, {
					href: step.link.href,
					variant: "primary",
					size: "small",
					children: ($$renderer) => {
						$$renderer.push(`<!---->${escape_html(step.link.label)}`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----></p>`);
			} else $$renderer.push("<!--[-1-->");
			$$renderer.push(`<!--]--></div></li>`);
		}
		$$renderer.push(`<!--]--></ol>`);
	});
}
export { Checklist as t };

//# sourceMappingURL=Checklist.js.map