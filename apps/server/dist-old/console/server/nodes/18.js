import * as server from '../entries/pages/(console)/t/_tenant_/_page.server.ts.js';

export const index = 18;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/t/[tenant]/+page.server.ts";
export const imports = ["_app/immutable/nodes/18.BWZmSWTT.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/BvJi9Kz1.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/A4IN6Am_.js","_app/immutable/chunks/Cz26wvfZ.js","_app/immutable/chunks/BmmCq__Z.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/DpKuuEBt.js","_app/immutable/chunks/DprC79da.js","_app/immutable/chunks/DiCYxYuM.js","_app/immutable/chunks/CFyJRVU6.js","_app/immutable/chunks/8vqEO-Oc.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/DBxtcGN2.js","_app/immutable/chunks/DnhrRNWF.js","_app/immutable/chunks/CFhnSIjG.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/CnyO2NKP.js","_app/immutable/chunks/BcUXF4ly.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/CVAFz6o8.js","_app/immutable/chunks/hU5aR0F3.js","_app/immutable/chunks/Br6ZUFDR.js","_app/immutable/chunks/DRNGLvdm.js","_app/immutable/chunks/DNrqYyYW.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/CoebjjtC.js"];
export const stylesheets = [];
export const fonts = [];
