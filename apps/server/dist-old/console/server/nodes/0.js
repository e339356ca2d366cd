import * as server from '../entries/pages/_layout.server.ts.js';

export const index = 0;
let component_cache;
export const component = async () => component_cache ??= (await import('../entries/pages/_layout.svelte.js')).default;
export { server };
export const server_id = "src/routes/+layout.server.ts";
export const imports = ["_app/immutable/nodes/0.CVmwOLJt.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/DCqyU3Ys.js","_app/immutable/chunks/CiuOPlvL.js","_app/immutable/chunks/BriIcJeW.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/BWEJg9Np.js"];
export const stylesheets = ["_app/immutable/assets/0.DcO66FQP.css"];
export const fonts = [{"file":"_app/immutable/assets/inter-cyrillic-ext-wght-normal.BOeWTOD4.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-cyrillic-ext-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-cyrillic-wght-normal.DqGufNeO.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-greek-ext-wght-normal.DlzME5K_.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-greek-ext-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-greek-wght-normal.CkhJZR-_.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-greek-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-vietnamese-wght-normal.CBcvBZtf.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-vietnamese-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-latin-ext-wght-normal.DO1Apj_S.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2"},{"file":"_app/immutable/assets/inter-latin-wght-normal.Dx4kXJAl.woff2","filename":"node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2"}];
