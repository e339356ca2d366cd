// src/routes/(console)/settings/about/+page.server.ts
var load = ({ url }) => ({ origin: url.origin });
export { load };

//# sourceMappingURL=_page.server.ts.js.map