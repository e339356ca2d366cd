import * as server from '../entries/pages/(auth)/setup/_page.server.ts.js';

export const index = 9;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(auth)/setup/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(auth)/setup/+page.server.ts";
export const imports = ["_app/immutable/nodes/9.CP2Nyaax.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/Cwq7LUig.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/chunks/hU5aR0F3.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/CnyO2NKP.js","_app/immutable/chunks/PVapf2uE.js","_app/immutable/chunks/c0RKuf0j.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js"];
export const stylesheets = [];
export const fonts = [];
