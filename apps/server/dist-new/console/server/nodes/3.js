import * as server from '../entries/pages/(console)/_layout.server.ts.js';

export const index = 3;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/_layout.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/+layout.server.ts";
export const imports = ["_app/immutable/nodes/3.CQjYlsoi.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/DgCqu9dO.js","_app/immutable/chunks/BfLJsH_W.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/BCziNngQ.js","_app/immutable/chunks/DBGpf35k.js","_app/immutable/chunks/DXarwt5t.js","_app/immutable/chunks/BKauHpQK.js","_app/immutable/chunks/BvJi9Kz1.js","_app/immutable/chunks/Cejj4k9i.js","_app/immutable/chunks/DiCYxYuM.js","_app/immutable/chunks/psIc0FG9.js","_app/immutable/chunks/DESKJKjt.js","_app/immutable/chunks/zXfGURvU.js","_app/immutable/chunks/DclECHGd.js","_app/immutable/chunks/veg9tqI-.js","_app/immutable/chunks/8vqEO-Oc.js"];
export const stylesheets = [];
export const fonts = [];
