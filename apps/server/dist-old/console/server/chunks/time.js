import { m as attr, y as escape_html } from "./server2.js";
import { n as useClock } from "./clock.svelte.js";
// src/lib/format/time.ts
var MINUTE = 6e4;
var HOUR = 60 * MINUTE;
var DAY = 24 * HOUR;
var relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
var dayFormat = new Intl.DateTimeFormat("en-GB", {
	day: "numeric",
	month: "short",
	year: "numeric",
	timeZone: "UTC"
});
/** "3 minutes ago", "in 7 days"; a date once it is more than a month away. */
function toRelativeTime(instant, now) {
	const difference = Date.parse(instant) - now;
	const distance = Math.abs(difference);
	if (distance < 1e4) return "just now";
	if (distance < MINUTE) return relative.format(Math.round(difference / 1e3), "second");
	if (distance < HOUR) return relative.format(Math.round(difference / MINUTE), "minute");
	if (distance < DAY) return relative.format(Math.round(difference / HOUR), "hour");
	if (distance < 31 * DAY) return relative.format(Math.round(difference / DAY), "day");
	return toDay(instant);
}
/** "22 Nov 2026". */
var toDay = (instant) => dayFormat.format(new Date(instant));
/** "2026-11-22 04:18:03 UTC". */
var toExactUtc = (instant) => `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} UTC`;
/** Days until then, rounded as `toRelativeTime` does; 0 on the last one. */
var daysUntil = (instant, now) => Math.round((Date.parse(instant) - now) / DAY);
// src/lib/components/ui/time.svelte
function Time($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** UTC instant, or nothing yet. */
		/** Said when there is none. */
		const { at, none = "Never" } = $$props;
		const clock = useClock();
		if (at) $$renderer.push(`<!--[0--><time${attr("datetime", at)}${attr("title", toExactUtc(at))} class="whitespace-nowrap tabular-nums">${escape_html(toRelativeTime(at, clock.now))}</time>`);
		else $$renderer.push(`<!--[-1--><span class="text-muted">${escape_html(none)}</span>`);
		$$renderer.push(`<!--]-->`);
	});
}
export { daysUntil as n, toExactUtc as r, Time as t };

//# sourceMappingURL=time.js.map