import * as server from '../entries/pages/(console)/t/_tenant_/directories/_directory_/_layout.server.ts.js';

export const index = 7;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/directories/_directory_/_layout.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/t/[tenant]/directories/[directory]/+layout.server.ts";
export const imports = ["_app/immutable/nodes/7.Dzc1AIDX.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/Br6ZUFDR.js","_app/immutable/chunks/DRNGLvdm.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/CFhnSIjG.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/CnyO2NKP.js","_app/immutable/chunks/Dar1z3JM.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/BcUXF4ly.js"];
export const stylesheets = [];
export const fonts = [];
