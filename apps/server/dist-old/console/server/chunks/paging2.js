/** The window of a Relay connection that the address names: `?after=` and `?before=`. */
function pageOf(url, size = 50) {
	const before = url.searchParams.get("before");
	if (before !== null) return {
		last: size,
		before,
		first: null,
		after: null
	};
	return {
		first: size,
		after: url.searchParams.get("after"),
		last: null,
		before: null
	};
}
export { pageOf as t };

//# sourceMappingURL=paging2.js.map