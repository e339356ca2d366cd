import * as server from '../entries/pages/(console)/settings/activity/_page.server.ts.js';

export const index = 14;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/settings/activity/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/settings/activity/+page.server.ts";
export const imports = ["_app/immutable/nodes/14.CsNz77Lq.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/DBGpf35k.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/BbdK_tZB.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/hPgDqjUx.js","_app/immutable/chunks/DnhrRNWF.js","_app/immutable/chunks/CRR4BjT3.js","_app/immutable/chunks/DRNGLvdm.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/DpKuuEBt.js","_app/immutable/chunks/DprC79da.js","_app/immutable/chunks/BvJi9Kz1.js","_app/immutable/chunks/Cz26wvfZ.js","_app/immutable/chunks/DiCYxYuM.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/CVAFz6o8.js"];
export const stylesheets = [];
export const fonts = [];
