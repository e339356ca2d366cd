// src/lib/server/directory-filter.ts
/** Variables of a query that lists either a whole tenant or, when the address names one, a single directory. */
var directoryVariables = (slug) => ({
	directory: slug,
	one: slug !== ""
});
export { directoryVariables as t };

//# sourceMappingURL=directory-filter.js.map