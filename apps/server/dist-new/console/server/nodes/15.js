import * as server from '../entries/pages/(console)/settings/activity/_id_/_page.server.ts.js';

export const index = 15;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/settings/activity/_id_/_page.svelte.js')).default;
export { server };
export const server_id = "src/routes/(console)/settings/activity/[id]/+page.server.ts";
export const imports = ["_app/immutable/nodes/15.BoqoWnFX.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/C9a_-OfL.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/DdpM-6G3.js","_app/immutable/chunks/8vqEO-Oc.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/Swj76SB3.js","_app/immutable/chunks/hU5aR0F3.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/CnyO2NKP.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/DpKuuEBt.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/Br6ZUFDR.js","_app/immutable/chunks/DRNGLvdm.js"];
export const stylesheets = [];
export const fonts = [];
