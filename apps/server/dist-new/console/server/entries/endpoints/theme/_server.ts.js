import { a as redirect } from "../../../chunks/exports.js";
import { t as toReturnPath } from "../../../chunks/return-path.js";
import { n as THEME_COOKIE, r as toTheme } from "../../../chunks/theme.js";
// src/routes/theme/+server.ts
var ONE_YEAR = 31536e3;
/** A plain form post, so that it works before and without JavaScript. */
var POST = async ({ request, cookies, url }) => {
	const form = await request.formData();
	cookies.set(THEME_COOKIE, toTheme(form.get("theme")), {
		path: "/",
		maxAge: ONE_YEAR,
		httpOnly: true,
		sameSite: "lax",
		secure: url.protocol === "https:"
	});
	redirect(303, toReturnPath(form.get("return"), url));
};
export { POST };

//# sourceMappingURL=_server.ts.js.map