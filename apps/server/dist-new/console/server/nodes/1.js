

export const index = 1;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/_error.svelte.js')).default;
export const imports = ["_app/immutable/nodes/1.CgW3gZp5.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/BfLJsH_W.js","_app/immutable/chunks/Bv6BBC8G.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/qxOMyZ_n.js","_app/immutable/chunks/DgCqu9dO.js"];
export const stylesheets = [];
export const fonts = [];
