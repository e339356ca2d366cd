import "./server2.js";
import "./navigation.js";
// src/lib/watch.svelte.ts
function watch(waiting) {}
export { watch as t };

//# sourceMappingURL=watch.svelte.js.map