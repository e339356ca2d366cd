// src/lib/theme.ts
/** What the reader may choose; `system` follows the operating system. */
var THEMES = [
	"system",
	"light",
	"dark"
];
var THEME_COOKIE = "rollcall_theme";
function toTheme(value) {
	return THEMES.find((theme) => theme === value) ?? "system";
}
export { THEME_COOKIE as n, toTheme as r, THEMES as t };

//# sourceMappingURL=theme.js.map