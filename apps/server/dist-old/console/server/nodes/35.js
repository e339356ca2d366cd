import * as server from '../entries/pages/(console)/t/_tenant_/settings/api-keys/_page.server.ts.js';

export const index = 35;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/settings/api-keys/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/t/[tenant]/settings/api-keys/+page.server.ts";
export const imports = ["_app/immutable/nodes/35.BVgQ-XiZ.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/DmymLmU2.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/Cz26wvfZ.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/BmmCq__Z.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/Cv0FNBys.js","_app/immutable/chunks/B0tzPsFF.js","_app/immutable/chunks/hPgDqjUx.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/chunks/Cwq7LUig.js","_app/immutable/chunks/hU5aR0F3.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/CnyO2NKP.js","_app/immutable/chunks/DnhrRNWF.js","_app/immutable/chunks/CVAFz6o8.js","_app/immutable/chunks/CRR4BjT3.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/DRNGLvdm.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/Dd1K_KIr.js","_app/immutable/chunks/DdpM-6G3.js","_app/immutable/chunks/8vqEO-Oc.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/DCnNTtCz.js","_app/immutable/chunks/PVapf2uE.js","_app/immutable/chunks/c0RKuf0j.js","_app/immutable/chunks/CYHnyXXs.js","_app/immutable/chunks/CFhnSIjG.js","_app/immutable/chunks/DpLtkoK9.js","_app/immutable/chunks/DYcyiJeH.js"];
export const stylesheets = [];
export const fonts = [];
