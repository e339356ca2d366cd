// src/lib/server/return-path.ts
/**
* A path of this console to go back to, from what a form sent. Anything that could lead to another site becomes the start
* page: `//host`, `/\host` and full URLs all resolve to another origin.
*/
function toReturnPath(value, url) {
	if (typeof value !== "string" || !URL.canParse(value, url)) return "/";
	const target = new URL(value, url);
	return target.origin === url.origin ? `${target.pathname}${target.search}` : "/";
}
export { toReturnPath as t };

//# sourceMappingURL=return-path.js.map