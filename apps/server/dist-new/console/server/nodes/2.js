

export const index = 2;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(auth)/_layout.svelte.js')).default;
export const imports = ["_app/immutable/nodes/2.C2AoCB9Q.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/DgCqu9dO.js","_app/immutable/chunks/BfLJsH_W.js","_app/immutable/chunks/DESKJKjt.js","_app/immutable/chunks/zXfGURvU.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/BWEJg9Np.js"];
export const stylesheets = [];
export const fonts = [];
