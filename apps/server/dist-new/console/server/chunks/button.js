import { h as clsx, i as derived, n as attributes } from "./server2.js";
// src/lib/components/ui/button.svelte
function Button($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { variant = "secondary", size = "normal", children, class: extra = "", $$slots, $$events, ...rest } = $$props;
		const looks = {
			primary: "bg-accent text-on-accent border-transparent hover:bg-accent-hover",
			secondary: "bg-surface text-ink border-button hover:bg-hover",
			quiet: "border-transparent text-muted hover:bg-hover hover:text-ink",
			danger: "bg-danger text-on-danger border-transparent hover:bg-danger-hover"
		};
		const sizes = {
			normal: "h-9 px-3.5",
			small: "h-7 px-2.5 text-sm"
		};
		const classes = derived(() => `inline-flex shrink-0 cursor-pointer items-center justify-center gap-1.5 rounded border font-medium whitespace-nowrap transition-colors disabled:cursor-default disabled:opacity-60 ${looks[variant]} ${sizes[size]} ${extra}`);
		if (rest.href !== void 0) {
			$$renderer.push(`<!--[0--><a${attributes({
				...rest,
				class: clsx(classes())
			})}>`);
			children($$renderer);
			$$renderer.push(`<!----></a>`);
		} else {
			$$renderer.push(`<!--[-1--><button${attributes({
				type: "button",
				...rest,
				class: clsx(classes())
			})}>`);
			children($$renderer);
			$$renderer.push(`<!----></button>`);
		}
		$$renderer.push(`<!--]-->`);
	});
}
export { Button as t };

//# sourceMappingURL=button.js.map