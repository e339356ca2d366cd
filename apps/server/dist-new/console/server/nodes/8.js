

export const index = 8;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/t/_tenant_/settings/_layout.svelte.js')).default;
export const imports = ["_app/immutable/nodes/8.u0uim_rP.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/Br6ZUFDR.js","_app/immutable/chunks/DRNGLvdm.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/Dar1z3JM.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js"];
export const stylesheets = [];
export const fonts = [];
