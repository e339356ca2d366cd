import * as server from '../entries/pages/(console)/t/_tenant_/roles/_page.server.ts.js';

export const index = 32;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/roles/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/t/[tenant]/roles/+page.server.ts";
export const imports = ["_app/immutable/nodes/32.CAYVcs4N.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/DXarwt5t.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/DnhrRNWF.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/CVAFz6o8.js","_app/immutable/chunks/Br6ZUFDR.js","_app/immutable/chunks/DRNGLvdm.js"];
export const stylesheets = [];
export const fonts = [];
