import { f as getContext, p as setContext } from "./server2.js";
import "./index-server.js";
// src/lib/clock.svelte.ts
var KEY = Symbol("clock");
var Clock = class {
	now = 0;
	constructor(now) {
		this.now = now;
	}
	/** Ticks while the page is open. */
	run() {
		const timer = setInterval(() => {
			this.now = Date.now();
		}, 15e3);
		return () => clearInterval(timer);
	}
};
var provideClock = (now) => setContext(KEY, new Clock(now));
var useClock = () => getContext(KEY);
export { useClock as n, provideClock as t };

//# sourceMappingURL=clock.svelte.js.map