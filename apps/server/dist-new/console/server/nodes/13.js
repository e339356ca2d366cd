import * as server from '../entries/pages/(console)/settings/about/_page.server.ts.js';

export const index = 13;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/settings/about/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/settings/about/+page.server.ts";
export const imports = ["_app/immutable/nodes/13.D9JM2Gft.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/DZQOan6P.js","_app/immutable/chunks/DdpM-6G3.js","_app/immutable/chunks/8vqEO-Oc.js","_app/immutable/chunks/BriIcJeW.js"];
export const stylesheets = [];
export const fonts = [];
