

export const index = 4;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/(console)/_error.svelte.js')).default;
export const imports = ["_app/immutable/nodes/4.CvCHhfRJ.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/BfLJsH_W.js","_app/immutable/chunks/Bv6BBC8G.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js","_app/immutable/chunks/qxOMyZ_n.js"];
export const stylesheets = [];
export const fonts = [];
