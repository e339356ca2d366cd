// src/lib/directories.ts
/** What a directory's preset is called and what it is for. */
var PRESETS = {
	OKTA_CATALOGUE: {
		label: "Okta, app from the catalogue",
		short: "Okta (catalogue app)",
		explanation: "You added “SCIM 2.0 Test App” (Header Auth, OAuth Bearer Token or Basic Auth) or another app from Okta’s catalogue. Okta sends changes with PATCH."
	},
	OKTA_WIZARD: {
		label: "Okta, your own app",
		short: "Okta (own app)",
		explanation: "You made the app with “Create App Integration”, for SAML or SWA, and ticked “Enable SCIM provisioning”. Okta sends every change as a full PUT."
	},
	ENTRA: {
		label: "Microsoft Entra ID",
		short: "Entra ID",
		explanation: "An enterprise application with automatic provisioning. Entra ID sends changes with PATCH, in its own dialect."
	},
	GENERIC: {
		label: "Another identity provider",
		short: "SCIM 2.0",
		explanation: "Any client that speaks SCIM 2.0 as RFC 7643 and RFC 7644 describe it."
	}
};
var DIRECTORY_PRESETS = Object.keys(PRESETS);
var isOkta = (preset) => preset === "OKTA_CATALOGUE" || preset === "OKTA_WIZARD";
/** How the admin's side calls the provider. */
var toProviderName = (preset) => isOkta(preset) ? "Okta" : preset === "ENTRA" ? "Entra ID" : "the identity provider";
/** Does provisioning work, in a word and a sentence. */
function toHealth({ status, preset, validToken, lastRequestAt }) {
	const provider = toProviderName(preset);
	const whose = provider === "the identity provider" ? "The identity provider’s" : `${provider}’s`;
	if (status === "INACTIVE") return {
		state: "inactive",
		word: "Inactive",
		explanation: `${whose} requests are refused with 403 until you activate it.`
	};
	if (validToken === false) return {
		state: "attention",
		word: "No valid token",
		explanation: `${whose} requests are refused with 401 until you create a token.`
	};
	if (lastRequestAt === null) return {
		state: "attention",
		word: "Waiting",
		explanation: `Waiting for the first request from ${provider}.`
	};
	return {
		state: "active",
		word: "Active",
		explanation: `${whose} requests are accepted.`
	};
}
export { toProviderName as i, PRESETS as n, toHealth as r, DIRECTORY_PRESETS as t };

//# sourceMappingURL=directories.js.map