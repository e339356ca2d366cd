import { d as stringify, i as derived, m as attr, y as escape_html } from "../../../../../../../../chunks/server2.js";
import { t as Copy_field } from "../../../../../../../../chunks/copy-field.js";
import { t as Card } from "../../../../../../../../chunks/card.js";
import { t as Time } from "../../../../../../../../chunks/time.js";
import { t as toCount } from "../../../../../../../../chunks/text.js";
import { t as Checklist } from "../../../../../../../../chunks/Checklist.js";
import "../../../../../../../../chunks/watch.svelte.js";
// src/lib/components/directories/GuideCard.svelte
function GuideCard($$renderer, $$props) {
	const { title, children } = $$props;
	$$renderer.push(`<section class="rounded-lg border border-line bg-surface"${attr("aria-label", title)}><h2 class="border-b border-line px-4 py-3.5 font-semibold tracking-tight sm:px-5">${escape_html(title)}</h2> <ol>`);
	children($$renderer);
	$$renderer.push(`<!----></ol></section>`);
}
// src/lib/components/directories/GuideStep.svelte
function GuideStep($$renderer, $$props) {
	const { number, title, children } = $$props;
	$$renderer.push(`<li class="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 border-t border-line px-4 py-5 first:border-t-0 sm:px-5"><span class="grid size-6 place-items-center rounded-full border border-line bg-sunken text-xs font-medium tabular-nums" aria-hidden="true">${escape_html(number)}</span> <div class="guide min-w-0"><h3 class="leading-6 font-semibold">${escape_html(title)}</h3> <div class="mt-1.5 space-y-3 leading-relaxed">`);
	children($$renderer);
	$$renderer.push(`<!----></div></div></li>`);
}
// src/lib/components/directories/TokenHint.svelte
function TokenHint($$renderer, $$props) {
	const { base } = $$props;
	$$renderer.push(`<p>Tokens are shown once, so this page cannot show yours. No token at hand? <a class="text-link"${attr("href", `${stringify(base)}/credentials?dialog=token`)}>Create token</a></p>`);
}
// src/lib/components/directories/EntraGuide.svelte
function EntraGuide($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, base } = $$props;
		GuideCard($$renderer, {
			title: "In Microsoft Entra ID",
			children: ($$renderer) => {
				GuideStep($$renderer, {
					number: 1,
					title: "Make the application",
					children: ($$renderer) => {
						$$renderer.push(`<p>In the Entra admin centre open <b>Enterprise applications</b>, click <b>New application</b> and <b>Create your own application</b>, and choose <b>Integrate any other application you don’t find in the gallery</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 2,
					title: "Enter the address and the token",
					children: ($$renderer) => {
						$$renderer.push(`<p>Open <b>Provisioning</b>, set the mode to <b>Automatic</b>, and open <b>Admin Credentials</b>.</p> `);
						Copy_field($$renderer, {
							label: "Tenant URL",
							value: directory.scimBaseUrl
						});
						$$renderer.push(`<!----> <p>Paste the token alone as <b>Secret Token</b>.</p> `);
						TokenHint($$renderer, { base });
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 3,
					title: "Test the connection",
					children: ($$renderer) => {
						$$renderer.push(`<p>Click <b>Test Connection</b>. This page shows that a request arrived. Click <b>Save</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 4,
					title: "Assign and start",
					children: ($$renderer) => {
						$$renderer.push(`<p>Under <b>Users and groups</b> assign who should be here, then click <b>Start provisioning</b>. Entra ID sends changes about every 40 minutes.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/lib/components/directories/GenericGuide.svelte
function GenericGuide($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, base } = $$props;
		GuideCard($$renderer, {
			title: "In the identity provider",
			children: ($$renderer) => {
				GuideStep($$renderer, {
					number: 1,
					title: "Enter the address",
					children: ($$renderer) => {
						Copy_field($$renderer, {
							label: "SCIM base URL",
							value: directory.scimBaseUrl
						});
						$$renderer.push(`<!----> <p>Providers that cannot send a path take the shared address; the token then tells which directory is meant.</p> `);
						Copy_field($$renderer, {
							label: "Shared SCIM base URL",
							value: directory.sharedScimBaseUrl
						});
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 2,
					title: "Enter the token",
					children: ($$renderer) => {
						$$renderer.push(`<p>The provider sends it with every request.</p> `);
						Copy_field($$renderer, {
							label: "HTTP header",
							value: "Authorization: Bearer <token>"
						});
						$$renderer.push(`<!----> `);
						TokenHint($$renderer, { base });
						$$renderer.push(`<!----> <p>A provider that only knows user name and password gets a <a class="text-link"${attr("href", `${stringify(base)}/credentials?dialog=basic`)}>basic credential</a>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 3,
					title: "Test the connection",
					children: ($$renderer) => {
						$$renderer.push(`<p>From a terminal, this answers with what the server can do:</p> `);
						Copy_field($$renderer, {
							label: "Command",
							value: `curl -H "Authorization: Bearer <token>" ${directory.scimBaseUrl}/ServiceProviderConfig`
						});
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/lib/components/directories/PushGroupsStep.svelte
function PushGroupsStep($$renderer, $$props) {
	const { number, rolePrefix, base } = $$props;
	GuideStep($$renderer, {
		number,
		title: "Push groups",
		children: ($$renderer) => {
			$$renderer.push(`<p>Open <b>Push Groups</b>. Assign the people to the app first: a member who is not assigned arrives as unknown and is kept aside.</p> `);
			if (rolePrefix) {
				$$renderer.push(`<!--[0--><p>Click <b>Push Groups</b>, choose <b>Find groups by rule</b>, and use the rule “Group name starts with” with the user role prefix. Every group that
      matches grants the role after the prefix.</p> `);
				Copy_field($$renderer, {
					label: "Group name starts with",
					value: rolePrefix
				});
				$$renderer.push(`<!---->`);
			} else $$renderer.push(`<!--[-1--><p>Click <b>Push Groups</b>, choose <b>Find groups by name</b> or <b>by rule</b>, and save. Groups grant no roles until you set a <a class="text-link"${attr("href", `${stringify(base)}/policy`)}>user role prefix</a>.</p>`);
			$$renderer.push(`<!--]-->`);
		},
		$$slots: { default: true }
	});
}
// src/lib/components/directories/ToAppStep.svelte
function ToAppStep($$renderer, $$props) {
	const { number } = $$props;
	GuideStep($$renderer, {
		number,
		title: "Say what Okta may do",
		children: ($$renderer) => {
			$$renderer.push(`<p>Under <b>Provisioning > To App</b> click <b>Edit</b>, enable <b>Create Users</b>, <b>Update User Attributes</b> and <b>Deactivate Users</b>, and click <b>Save</b>. Leave <b>Sync Password</b> off: passwords are never stored here.</p>`);
		},
		$$slots: { default: true }
	});
	$$renderer.push(`<!----> `);
	GuideStep($$renderer, {
		number: number + 1,
		title: "Assign people",
		children: ($$renderer) => {
			$$renderer.push(`<p>Open <b>Assignments</b>, click <b>Assign</b> and choose people or groups. They appear here within seconds. To send everybody again later, click <b>Force Sync</b> under <b>To App</b>; what has not changed makes no noise here.</p>`);
		},
		$$slots: { default: true }
	});
	$$renderer.push(`<!---->`);
}
// src/lib/components/directories/OktaCatalogueGuide.svelte
function OktaCatalogueGuide($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, base } = $$props;
		GuideCard($$renderer, {
			title: "In Okta, with an app from the catalogue",
			children: ($$renderer) => {
				GuideStep($$renderer, {
					number: 1,
					title: "Add the app",
					children: ($$renderer) => {
						$$renderer.push(`<p>Sign in to the Okta Admin Console. Open <b>Applications > Applications</b>, click <b>Browse App Catalog</b>, and search for “SCIM 2.0 Test App”. Choose <b>SCIM 2.0 Test App (Header Auth)</b> or <b>(OAuth Bearer Token)</b>, click <b>Add Integration</b>, give it a label, and finish with <b>Done</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 2,
					title: "Enter the address and the token",
					children: ($$renderer) => {
						$$renderer.push(`<p>Open <b>Provisioning > Integration</b>, click <b>Configure API Integration</b>, and tick <b>Enable API integration</b>.</p> `);
						Copy_field($$renderer, {
							label: "Base URL",
							value: directory.scimBaseUrl
						});
						$$renderer.push(`<!----> `);
						Copy_field($$renderer, {
							label: "API Token, in a Header Auth app",
							value: "Bearer <token>",
							hint: "Header Auth sends exactly what you type, so the word Bearer and a space come before the token. “Copy header value” gives you both."
						});
						$$renderer.push(`<!----> <p>In an <b>OAuth Bearer Token</b> app, paste the token alone: Okta adds the word.</p> `);
						TokenHint($$renderer, { base });
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 3,
					title: "Test the connection",
					children: ($$renderer) => {
						$$renderer.push(`<p>Click <b>Test API Credentials</b>. Okta answers that the app was verified, and this page shows that a request arrived. Click <b>Save</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				ToAppStep($$renderer, { number: 4 });
				$$renderer.push(`<!----> `);
				PushGroupsStep($$renderer, {
					number: 6,
					rolePrefix: directory.rolePrefix,
					base
				});
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/lib/components/directories/OktaWizardGuide.svelte
function OktaWizardGuide($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, base } = $$props;
		GuideCard($$renderer, {
			title: "In Okta, with your own app",
			children: ($$renderer) => {
				GuideStep($$renderer, {
					number: 1,
					title: "Make the app",
					children: ($$renderer) => {
						$$renderer.push(`<p>Sign in to the Okta Admin Console. Open <b>Applications > Applications</b>, click <b>Create App Integration</b>, choose <b>SAML 2.0</b> or <b>SWA</b>, and
      finish the wizard. In the app, open <b>General > App Settings</b>, click <b>Edit</b>, set <b>Provisioning</b> to <b>SCIM</b>, and click <b>Save</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 2,
					title: "Enter the address",
					children: ($$renderer) => {
						$$renderer.push(`<p>Open <b>Provisioning > Integration</b> and click <b>Edit</b>.</p> `);
						Copy_field($$renderer, {
							label: "SCIM connector base URL",
							value: directory.scimBaseUrl
						});
						$$renderer.push(`<!----> `);
						Copy_field($$renderer, {
							label: "Unique identifier field for users",
							value: "userName"
						});
						$$renderer.push(`<!----> <p>Under <b>Supported provisioning actions</b> tick <b>Push New Users</b>, <b>Push Profile Updates</b> and <b>Push Groups</b>; tick the two <b>Import</b> actions if
      Okta should read people from here.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 3,
					title: "Enter the token",
					children: ($$renderer) => {
						$$renderer.push(`<p>Set <b>Authentication Mode</b> to <b>HTTP Header</b> and paste the token beside <b>Bearer</b>. The word is already there: “Copy token” is the right one.</p> `);
						TokenHint($$renderer, { base });
						$$renderer.push(`<!---->`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				GuideStep($$renderer, {
					number: 4,
					title: "Test the connection",
					children: ($$renderer) => {
						$$renderer.push(`<p>Click <b>Test Connector Configuration</b>. Okta lists what works, and this page shows that a request arrived. Click <b>Save</b>.</p>`);
					},
					$$slots: { default: true }
				});
				$$renderer.push(`<!----> `);
				ToAppStep($$renderer, { number: 5 });
				$$renderer.push(`<!----> `);
				PushGroupsStep($$renderer, {
					number: 7,
					rolePrefix: directory.rolePrefix,
					base
				});
				$$renderer.push(`<!---->`);
			},
			$$slots: { default: true }
		});
	});
}
// src/lib/components/directories/SetupProgress.svelte
function SetupProgress($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { directory, base } = $$props;
		const steps = derived(() => [
			{
				title: "Directory is active",
				explanation: "Until then requests are refused with 403.",
				done: directory.status === "ACTIVE",
				link: {
					label: "Activate directory",
					href: `${base}?dialog=activate`
				}
			},
			{
				title: "A token is valid",
				explanation: "Create one and keep it at hand for the guide.",
				done: directory.validToken === true,
				link: {
					label: "Create token",
					href: `${base}/credentials?dialog=token`
				}
			},
			{
				title: "A request arrived",
				explanation: "Waiting. Test the connection from the provider’s side.",
				done: directory.lastRequestAt !== null
			},
			{
				title: directory.userCount ? `${toCount(directory.userCount, "person", "people")} arrived` : "People arrived",
				explanation: "Waiting. Assign people to the app.",
				done: (directory.userCount ?? 0) > 0
			},
			{
				title: directory.groupCount ? `${toCount(directory.groupCount, "group", "groups")} arrived` : "Groups arrived",
				explanation: "Waiting. Push groups, if you use them.",
				done: (directory.groupCount ?? 0) > 0
			}
		]);
		Card($$renderer, {
			title: "Seen so far",
			flush: true,
			children: ($$renderer) => {
				$$renderer.push(`<div aria-live="polite">`);
				Checklist($$renderer, { steps: steps() });
				$$renderer.push(`<!----></div> <p class="border-t border-line px-4 py-3 text-sm text-muted sm:px-5">Last request: `);
				Time($$renderer, {
					at: directory.lastRequestAt,
					none: "none yet"
				});
				$$renderer.push(`<!----></p>`);
			},
			$$slots: { default: true }
		});
	});
}
// src/routes/(console)/t/[tenant]/directories/[directory]/setup/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const guides = {
			OKTA_CATALOGUE: OktaCatalogueGuide,
			OKTA_WIZARD: OktaWizardGuide,
			ENTRA: EntraGuide,
			GENERIC: GenericGuide
		};
		const Guide = derived(() => guides[data.directory.preset]);
		const base = derived(() => `/t/${data.tenant.slug}/directories/${data.directory.slug}`);
		$$renderer.push(`<div class="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_19rem]"><div class="min-w-0">`);
		if (Guide()) {
			$$renderer.push("<!--[-->");
			Guide()($$renderer, {
				directory: data.directory,
				base: base()
			});
			$$renderer.push("<!--]-->");
		} else {
			$$renderer.push("<!--[!-->");
			$$renderer.push("<!--]-->");
		}
		$$renderer.push(`</div> <div class="max-xl:order-first xl:sticky xl:top-8">`);
		SetupProgress($$renderer, {
			directory: data.directory,
			base: base()
		});
		$$renderer.push(`<!----></div></div>`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map