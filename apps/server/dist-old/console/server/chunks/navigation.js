import { n as noop, t as disallow_on_server } from "./functions.js";
// ../../node_modules/.pnpm/@sveltejs+kit@3.2.0_@opentelemetry+api@1.10.0_@sveltejs+vite-plugin-svelte@7.3.1_svelte_70fd8dee8048c27ce506f3dae0dc0628/node_modules/@sveltejs/kit/src/runtime/app/navigation/server.js
var afterNavigate = noop;
disallow_on_server("disableScrollHandling", "()");
var goto = disallow_on_server("goto");
disallow_on_server("invalidate");
disallow_on_server("invalidateAll", "()");
disallow_on_server("refreshAll", "()");
disallow_on_server("preloadCode");
disallow_on_server("preloadData");
disallow_on_server("pushState");
disallow_on_server("replaceState");
export { goto as n, afterNavigate as t };

//# sourceMappingURL=navigation.js.map