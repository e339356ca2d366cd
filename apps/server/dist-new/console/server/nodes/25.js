

export const index = 25;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/directories/_directory_/setup/_page.svelte.js')).default;
export const imports = ["_app/immutable/nodes/25.CYz2SNuM.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/DZQOan6P.js","_app/immutable/chunks/DdpM-6G3.js","_app/immutable/chunks/8vqEO-Oc.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/C4yFRfor.js","_app/immutable/chunks/D3TmNznG.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/Dfb0d1fw.js","_app/immutable/chunks/CFyJRVU6.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/DNrqYyYW.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/CoebjjtC.js"];
export const stylesheets = [];
export const fonts = [];
