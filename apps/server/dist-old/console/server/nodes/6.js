import * as server from '../entries/pages/(console)/t/_tenant_/_layout.server.ts.js';

export const index = 6;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/fallbacks/layout.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/t/[tenant]/+layout.server.ts";
export const imports = ["_app/immutable/nodes/6.CI8lBr-X.js","_app/immutable/chunks/B64zdb3i.js"];
export const stylesheets = [];
export const fonts = [];
