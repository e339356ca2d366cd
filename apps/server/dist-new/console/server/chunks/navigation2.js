import { t as Activity } from "./activity.js";
import { t as Badge_check } from "./badge-check.js";
import { t as Building_complex } from "./building-complex.js";
import { t as Cable } from "./cable.js";
import { u as spread_props } from "./server2.js";
import { t as Icon } from "./Icon.js";
import { t as Network } from "./network.js";
import { t as User } from "./user.js";
import { t as Users } from "./users.js";
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/settings.svelte
function Settings($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "settings",
		"size": 24,
		"node": [["path", { "d": "M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915" }], ["circle", {
			"cx": "12",
			"cy": "12",
			"r": "3"
		}]]
	} }]));
}
// ../../node_modules/.pnpm/@lucide+svelte@1.48.0_svelte@5.57.3/node_modules/@lucide/svelte/dist/icons/layout-dashboard.svelte
function Layout_dashboard($$renderer, $$props) {
	let { $$slots, $$events, ...props } = $$props;
	Icon($$renderer, spread_props([props, { icon: {
		"name": "layout-dashboard",
		"size": 24,
		"node": [
			["rect", {
				"width": "7",
				"height": "9",
				"x": "3",
				"y": "3",
				"rx": "1"
			}],
			["rect", {
				"width": "7",
				"height": "5",
				"x": "14",
				"y": "3",
				"rx": "1"
			}],
			["rect", {
				"width": "7",
				"height": "9",
				"x": "14",
				"y": "12",
				"rx": "1"
			}],
			["rect", {
				"width": "7",
				"height": "5",
				"x": "3",
				"y": "16",
				"rx": "1"
			}]
		]
	} }]));
}
// src/lib/components/shell/navigation.ts
/** The entries for a tenant, or those of the instance outside of one. */
function navigationFor(tenantSlug) {
	if (tenantSlug === void 0) return [{
		label: "Tenants",
		href: "/",
		Icon: Building_complex,
		exact: true
	}, {
		label: "Settings",
		href: "/settings",
		Icon: Settings
	}];
	const base = `/t/${tenantSlug}`;
	return [
		{
			label: "Overview",
			href: base,
			Icon: Layout_dashboard,
			exact: true
		},
		{
			label: "Directories",
			href: `${base}/directories`,
			Icon: Cable
		},
		{
			label: "People",
			href: `${base}/people`,
			Icon: User
		},
		{
			label: "Groups",
			href: `${base}/groups`,
			Icon: Users
		},
		{
			label: "Roles",
			href: `${base}/roles`,
			Icon: Badge_check
		},
		{
			label: "Organisations",
			href: `${base}/organisations`,
			Icon: Network
		},
		{
			label: "Activity",
			href: `${base}/activity/audit`,
			Icon: Activity
		},
		{
			label: "Settings",
			href: `${base}/settings`,
			Icon: Settings
		}
	];
}
var isCurrent = ({ href, exact = false }, pathname) => pathname === href || !exact && pathname.startsWith(`${href}/`);
export { navigationFor as n, Settings as r, isCurrent as t };

//# sourceMappingURL=navigation2.js.map