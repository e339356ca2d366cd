import { t as dynamic_private_env } from "../chunks/config.js";
import { n as THEME_COOKIE, r as toTheme } from "../chunks/theme.js";
// .svelte-kit/generated/build/env/private/server.js
var GRAPHQL_URL = dynamic_private_env.GRAPHQL_URL;
// src/lib/server/graphql/set-cookie.ts
/** Reads one Set-Cookie header (RFC 6265 section 5.2). Attributes we never send are left out. */
function parseSetCookie(header) {
	const [pair = "", ...attributes] = header.split(";").map((part) => part.trim());
	const [name, value] = splitAt(pair);
	const options = {
		path: "/",
		httpOnly: false,
		secure: false
	};
	for (const attribute of attributes) {
		const [key, text] = splitAt(attribute);
		switch (key.toLowerCase()) {
			case "path":
				options.path = text;
				break;
			case "max-age":
				options.maxAge = Number(text);
				break;
			case "expires":
				options.expires = new Date(text);
				break;
			case "httponly":
				options.httpOnly = true;
				break;
			case "secure":
				options.secure = true;
				break;
			case "samesite": options.sameSite = text.toLowerCase();
		}
	}
	return {
		name,
		value,
		options
	};
}
function splitAt(text) {
	const at = text.indexOf("=");
	return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
// src/lib/server/graphql/transport.ts
/**
* Sends a server-side load's request to the GraphQL API as the caller: with their cookies, and with the API's new cookies
* passed on to the browser. In the one-port process the server lends its handler and nothing leaves the process; a console
* that runs apart reaches the API over HTTP.
*/
async function fetchGraphql(event, request, fetch) {
	const response = await send(event, asCaller(event, request), fetch);
	for (const header of response.headers.getSetCookie()) {
		const { name, value, options } = parseSetCookie(header);
		event.cookies.set(name, value, {
			...options,
			encode: (text) => text
		});
	}
	return response;
}
function send(event, request, fetch) {
	const lent = event.platform?.req.fetchGraphql;
	if (lent !== void 0) return lent(request);
	return GRAPHQL_URL === void 0 ? fetch(request) : globalThis.fetch(addressed(request, GRAPHQL_URL));
}
function asCaller(event, request) {
	const headers = new Headers(request.headers);
	const cookies = event.cookies.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
	if (cookies.length > 0) headers.set("cookie", cookies.join("; "));
	for (const name of ["user-agent", "accept-language"]) {
		const value = event.request.headers.get(name);
		if (value !== null) headers.set(name, value);
	}
	return new Request(request, { headers });
}
/** The form post came from our own page, which was checked; to the API the request comes from itself. */
function addressed(request, url) {
	const addressed = new Request(url, request);
	addressed.headers.set("origin", new URL(url).origin);
	return addressed;
}
// src/hooks.server.ts
var SECURITY_HEADERS = {
	"X-Content-Type-Options": "nosniff",
	"X-Frame-Options": "DENY",
	"Referrer-Policy": "same-origin",
	"Cross-Origin-Opener-Policy": "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
};
var handle = async ({ event, resolve }) => {
	event.locals.theme = toTheme(event.cookies.get(THEME_COOKIE));
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace("%rollcall.theme%", event.locals.theme),
		preload: ({ type, path }) => type !== "font" || path.includes("inter-latin-wght")
	});
	for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value);
	if (!response.headers.has("Cache-Control")) response.headers.set("Cache-Control", "no-store");
	return response;
};
/** Server-side loads and actions reach the GraphQL API as the caller. */
var handleFetch = ({ event, request, fetch }) => {
	const url = new URL(request.url);
	return url.origin === event.url.origin && url.pathname === "/graphql" ? fetchGraphql(event, request, fetch) : fetch(request);
};
export { handle, handleFetch };

//# sourceMappingURL=hooks.server.js.map