import { a as redirect } from "../../../chunks/exports.js";
import { n as request, t as graphql } from "../../../chunks/documents.js";
// src/routes/sign-out/+server.ts
var SignOut = graphql(`mutation SignOut { signOut { userErrors { message } } }`);
var POST = async (event) => {
	await request(event, SignOut, {});
	redirect(303, "/sign-in");
};
export { POST };

//# sourceMappingURL=_server.ts.js.map