// src/routes/+layout.server.ts
var load = ({ locals }) => ({
	theme: locals.theme,
	now: Date.now()
});
export { load };

//# sourceMappingURL=_layout.server.ts.js.map