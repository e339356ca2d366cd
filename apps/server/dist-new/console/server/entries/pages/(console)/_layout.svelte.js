import { d as stringify, h as clsx, i as derived, m as attr, o as ensure_array_like, t as attr_class, u as spread_props, y as escape_html } from "../../../chunks/server2.js";
import { t as Icon } from "../../../chunks/Icon.js";
import { t as Logo } from "../../../chunks/logo.js";
import { t as afterNavigate } from "../../../chunks/navigation.js";
import { n as page, t as navigating } from "../../../chunks/state.js";
import { n as navigationFor, r as Settings, t as isCurrent } from "../../../chunks/navigation2.js";
import { t as Theme_switch } from "../../../chunks/theme-switch.js";
import { t as Search } from "../../../chunks/search.js";
import { t as Check } from "../../../chunks/check.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/menu.svelte
function Menu$1($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "menu",
		"size": 24,
		"node": [
			["path", { "d": "M4 5h16" }],
			["path", { "d": "M4 12h16" }],
			["path", { "d": "M4 19h16" }]
		]
	} }]));
}
// src/lib/components/ui/menu.svelte
function Menu($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** What the menu is, for screen readers; what the trigger shows follows it. */
		const { label, trigger, children, triggerClass = "", panelClass = "" } = $$props;
		let open = false;
		afterNavigate(() => {
			open = false;
		});
		$$renderer.push(`<details${attr("open", open, true)} class="relative"><summary${attr_class(`flex cursor-pointer list-none items-center rounded [&::-webkit-details-marker]:hidden ${stringify(triggerClass)}`)}><span class="sr-only">${escape_html(label)}</span> `);
		trigger($$renderer);
		$$renderer.push(`<!----></summary> <div${attr_class(`absolute z-20 min-w-56 rounded-lg border border-line bg-surface p-1 shadow-menu ${stringify(panelClass)}`)}>`);
		children($$renderer);
		$$renderer.push(`<!----></div></details>`);
	});
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/log-out.svelte
function Log_out($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "log-out",
		"size": 24,
		"node": [
			["path", { "d": "m16 17 5-5-5-5" }],
			["path", { "d": "M21 12H9" }],
			["path", { "d": "M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4" }]
		]
	} }]));
}
// src/lib/components/shell/AccountMenu.svelte
function AccountMenu($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** Where the panel opens, seen from the button. */
		const { viewer, theme, placement } = $$props;
		const initials = derived(() => viewer.name.split(/\s+/).map((word) => word.charAt(0)).slice(0, 2).join("").toUpperCase());
		const item = "flex h-8 w-full cursor-pointer items-center gap-2.5 rounded px-2 hover:bg-hover";
		{
			function trigger($$renderer) {
				$$renderer.push(`<span class="grid size-7 shrink-0 place-items-center rounded-full bg-ink text-xs font-semibold text-canvas" aria-hidden="true">${escape_html(initials())}</span> `);
				if (placement === "above") $$renderer.push(`<!--[0--><span class="min-w-0 flex-1 text-left leading-tight"><span class="block truncate font-medium">${escape_html(viewer.name)}</span> <span class="block truncate text-xs text-muted">${escape_html(viewer.email)}</span></span>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]-->`);
			}
			Menu($$renderer, {
				label: placement === "above" ? "Account:" : `Account: ${viewer.name}`,
				triggerClass: placement === "above" ? "w-full gap-2.5 p-1.5 hover:bg-hover" : "p-1 hover:bg-hover",
				panelClass: placement === "above" ? "bottom-full inset-x-0 mb-1" : "top-full right-0 mt-1 w-64",
				trigger,
				children: ($$renderer) => {
					$$renderer.push(`<div class="border-b border-line px-2 pt-1 pb-2"><p class="truncate font-medium">${escape_html(viewer.name)}</p> <p class="truncate text-sm text-muted">${escape_html(viewer.email)}</p></div> <div class="flex items-center justify-between gap-2 border-b border-line px-2 py-2"><span class="text-sm text-muted">Colours</span> `);
					Theme_switch($$renderer, {
						current: theme,
						returnPath: page.url.pathname + page.url.search
					});
					$$renderer.push(`<!----></div> <div class="pt-1"><a href="/settings"${attr_class(clsx(item))}>`);
					Settings($$renderer, {
						size: 15,
						class: "text-muted",
						"aria-hidden": "true"
					});
					$$renderer.push(`<!---->Your account and settings</a> <form method="POST" action="/sign-out"><button type="submit"${attr_class(clsx(item))}>`);
					Log_out($$renderer, {
						size: 15,
						class: "text-muted",
						"aria-hidden": "true"
					});
					$$renderer.push(`<!---->Sign out</button></form></div>`);
				},
				$$slots: {
					trigger: true,
					default: true
				}
			});
		}
	});
}
// src/lib/components/shell/Navigation.svelte
function Navigation($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { tenantSlug } = $$props;
		$$renderer.push(`<ul class="space-y-0.5"><!--[-->`);
		const each_array = ensure_array_like(navigationFor(tenantSlug));
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let entry = each_array[$$index];
			const { label, href, Icon } = entry;
			$$renderer.push(`<li><a${attr("href", href)}${attr("aria-current", isCurrent(entry, page.url.pathname) ? "page" : void 0)} class="flex h-8 items-center gap-2.5 rounded px-2.5 font-medium text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink">`);
			if (Icon) {
				$$renderer.push("<!--[-->");
				Icon($$renderer, {
					size: 16,
					"aria-hidden": "true"
				});
				$$renderer.push("<!--]-->");
			} else {
				$$renderer.push("<!--[!-->");
				$$renderer.push("<!--]-->");
			}
			$$renderer.push(`${escape_html(label)}</a></li>`);
		}
		$$renderer.push(`<!--]--></ul>`);
	});
}
// src/lib/components/shell/palette.svelte.ts
var Palette = class {
	View;
	shown = false;
	async open() {
		this.View ??= (await import("../../../chunks/CommandPalette.js")).default;
		this.shown = true;
	}
	close() {
		this.shown = false;
	}
	/** ⌘K, or Ctrl+K. */
	onkeydown(event) {
		if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
		event.preventDefault();
		if (this.shown) this.close();
		else this.open();
	}
};
// src/lib/components/shell/SearchButton.svelte
function SearchButton($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** Only the icon, where there is little room. */
		const { palette, small = false } = $$props;
		$$renderer.push(`<button type="button" aria-keyshortcuts="Meta+K Control+K"${attr("aria-label", small ? "Go to a page, a person or a group" : void 0)}${attr_class(`js-only flex cursor-pointer items-center rounded text-muted transition-colors hover:bg-hover hover:text-ink ${small ? "size-9 justify-center" : "h-8 w-full gap-2.5 px-2.5"}`)}>`);
		Search($$renderer, {
			size: 16,
			"aria-hidden": "true"
		});
		$$renderer.push(`<!----> `);
		if (!small) $$renderer.push(`<!--[0--><span class="flex-1 text-left font-medium">Go to…</span> <kbd class="rounded-sm border border-line bg-surface px-1 text-xs leading-4" aria-hidden="true">⌘K</kbd>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></button>`);
	});
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/chevrons-up-down.svelte
function Chevrons_up_down($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "chevrons-up-down",
		"size": 24,
		"node": [["path", { "d": "m7 15 5 5 5-5" }], ["path", { "d": "m7 9 5-5 5 5" }]]
	} }]));
}
// src/lib/components/shell/TenantSwitcher.svelte
function TenantSwitcher($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { current, tenants } = $$props;
		const item = "flex min-h-8 items-center gap-2 rounded px-2 py-1 hover:bg-hover";
		{
			function trigger($$renderer) {
				$$renderer.push(`<span class="grid size-6 shrink-0 place-items-center rounded-sm bg-sunken text-xs font-semibold" aria-hidden="true">${escape_html((current?.name ?? "R").charAt(0).toUpperCase())}</span> <span class="min-w-0 flex-1 truncate text-left font-medium">${escape_html(current?.name ?? "All tenants")}</span> `);
				Chevrons_up_down($$renderer, {
					size: 14,
					class: "shrink-0 text-muted",
					"aria-hidden": "true"
				});
				$$renderer.push(`<!---->`);
			}
			Menu($$renderer, {
				label: "Tenant:",
				triggerClass: "h-10 w-full gap-2.5 border border-line bg-surface px-2 hover:bg-hover",
				panelClass: "top-full inset-x-0 mt-1 max-h-80 overflow-y-auto",
				trigger,
				children: ($$renderer) => {
					$$renderer.push(`<ul><!--[-->`);
					const each_array = ensure_array_like(tenants);
					for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
						let tenant = each_array[$$index];
						$$renderer.push(`<li><a${attr("href", `/t/${stringify(tenant.slug)}`)}${attr_class(clsx(item))}${attr("aria-current", tenant.slug === current?.slug ? "true" : void 0)}><span class="min-w-0 flex-1 truncate">${escape_html(tenant.name)}</span> `);
						if (tenant.slug === current?.slug) {
							$$renderer.push("<!--[0-->");
							Check($$renderer, {
								size: 14,
								"aria-hidden": "true"
							});
						} else $$renderer.push("<!--[-1-->");
						$$renderer.push(`<!--]--></a></li>`);
					}
					$$renderer.push(`<!--]--> <li${attr_class(clsx(tenants.length > 0 ? "mt-1 border-t border-line pt-1" : ""))}><a href="/" class="flex min-h-8 items-center gap-2 rounded px-2 py-1 hover:bg-hover text-muted">All tenants</a></li></ul>`);
				},
				$$slots: {
					trigger: true,
					default: true
				}
			});
		}
	});
}
// src/lib/components/shell/AppShell.svelte
function AppShell($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { viewer, tenants, theme, children } = $$props;
		const palette = new Palette();
		const tenantSlug = derived(() => page.params.tenant);
		const current = derived(() => tenantSlug() === void 0 ? void 0 : tenants.find(({ slug }) => slug === tenantSlug()) ?? {
			slug: tenantSlug(),
			name: page.data.tenant?.name ?? tenantSlug()
		});
		if (navigating.to) $$renderer.push(`<!--[0--><div class="progress" aria-hidden="true"></div>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--> <div class="min-h-dvh lg:grid lg:grid-cols-[15.5rem_minmax(0,1fr)]"><aside class="sticky top-0 hidden h-dvh flex-col border-r border-line px-3 py-4 lg:flex"><a href="/" class="mb-4 self-start rounded px-2" aria-label="Rollcall, start page">`);
		Logo($$renderer, {});
		$$renderer.push(`<!----></a> `);
		TenantSwitcher($$renderer, {
			current: current(),
			tenants
		});
		$$renderer.push(`<!----> <div class="mt-3">`);
		SearchButton($$renderer, { palette });
		$$renderer.push(`<!----></div> <nav aria-label="Main" class="mt-1 flex-1 overflow-y-auto">`);
		Navigation($$renderer, { tenantSlug: tenantSlug() });
		$$renderer.push(`<!----></nav> `);
		AccountMenu($$renderer, {
			viewer,
			theme,
			placement: "above"
		});
		$$renderer.push(`<!----></aside> <header class="sticky top-0 z-20 flex items-center gap-1 border-b border-line bg-canvas px-3 py-2 lg:hidden">`);
		{
			function trigger($$renderer) {
				Menu$1($$renderer, {
					size: 18,
					"aria-hidden": "true"
				});
			}
			Menu($$renderer, {
				label: "Menu",
				triggerClass: "size-9 justify-center hover:bg-hover",
				panelClass: "left-0 top-full mt-1 w-72 p-2",
				trigger,
				children: ($$renderer) => {
					TenantSwitcher($$renderer, {
						current: current(),
						tenants
					});
					$$renderer.push(`<!----> <nav aria-label="Main" class="mt-2">`);
					Navigation($$renderer, { tenantSlug: tenantSlug() });
					$$renderer.push(`<!----></nav>`);
				},
				$$slots: {
					trigger: true,
					default: true
				}
			});
		}
		$$renderer.push(`<!----> <a${attr("href", current() ? `/t/${current().slug}` : "/")} class="min-w-0 flex-1 truncate rounded px-1 font-semibold">${escape_html(current()?.name ?? "Rollcall")}</a> `);
		SearchButton($$renderer, {
			palette,
			small: true
		});
		$$renderer.push(`<!----> `);
		AccountMenu($$renderer, {
			viewer,
			theme,
			placement: "below"
		});
		$$renderer.push(`<!----></header> <main id="main" tabindex="-1" class="min-w-0 outline-none"><div class="mx-auto max-w-6xl px-4 py-6 sm:px-8 sm:py-8">`);
		children($$renderer);
		$$renderer.push(`<!----></div></main></div> `);
		if (palette.shown && palette.View) {
			$$renderer.push("<!--[0-->");
			if (palette.View) {
				$$renderer.push("<!--[-->");
				palette.View($$renderer, {
					tenantSlug: tenantSlug(),
					onclose: () => palette.close()
				});
				$$renderer.push("<!--]-->");
			} else {
				$$renderer.push("<!--[!-->");
				$$renderer.push("<!--]-->");
			}
		} else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]-->`);
	});
}
// src/routes/(console)/+layout.svelte
function _layout($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data, children } = $$props;
		AppShell($$renderer, {
			viewer: data.viewer,
			tenants: data.tenants,
			theme: data.theme,
			children: ($$renderer) => {
				children($$renderer);
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
export { _layout as default };

//# sourceMappingURL=_layout.svelte.js.map