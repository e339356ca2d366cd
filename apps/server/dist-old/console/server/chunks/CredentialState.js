import { i as derived } from "./server2.js";
import { n as useClock } from "./clock.svelte.js";
import { t as Status_pill } from "./status-pill.js";
import { n as daysUntil } from "./time.js";
import { t as toCount } from "./text.js";
// src/lib/components/access/expiry-options.ts
/** Lifetimes offered for tokens and keys, in days. */
var EXPIRY_OPTIONS = [
	{
		value: "90",
		label: "In 90 days"
	},
	{
		value: "180",
		label: "In 180 days"
	},
	{
		value: "365",
		label: "In one year"
	},
	{
		value: "",
		label: "Never"
	}
];
// src/lib/components/access/CredentialState.svelte
function CredentialState($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { state, expiresAt } = $$props;
		const clock = useClock();
		const WARN_DAYS = 14;
		const days = derived(() => expiresAt === null ? void 0 : daysUntil(expiresAt, clock.now));
		if (state === "REVOKED") {
			$$renderer.push("<!--[0-->");
			Status_pill($$renderer, {
				state: "inactive",
				word: "Revoked"
			});
		} else if (state === "EXPIRED") {
			$$renderer.push("<!--[1-->");
			Status_pill($$renderer, {
				state: "attention",
				word: "Expired"
			});
		} else if (days() !== void 0 && days() <= WARN_DAYS) {
			$$renderer.push("<!--[2-->");
			Status_pill($$renderer, {
				state: "attention",
				word: days() <= 0 ? "Expires today" : `Expires in ${toCount(days(), "day", "days")}`
			});
		} else {
			$$renderer.push("<!--[-1-->");
			Status_pill($$renderer, { state: "active" });
		}
		$$renderer.push(`<!--]-->`);
	});
}
export { EXPIRY_OPTIONS as n, CredentialState as t };

//# sourceMappingURL=CredentialState.js.map