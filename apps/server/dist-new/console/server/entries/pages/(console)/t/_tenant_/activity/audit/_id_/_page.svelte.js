import { i as derived } from "../../../../../../../../chunks/server2.js";
import { t as AuditEventDetail } from "../../../../../../../../chunks/AuditEventDetail.js";
import { n as toTargetName } from "../../../../../../../../chunks/audit-event.js";
import { t as Page_header } from "../../../../../../../../chunks/page-header.js";
import { r as toActionLabel } from "../../../../../../../../chunks/audit.js";
// src/routes/(console)/t/[tenant]/activity/audit/[id]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		const base = derived(() => `/t/${data.tenant.slug}`);
		Page_header($$renderer, {
			title: toActionLabel(data.event.action),
			crumbs: [{
				label: data.tenant.name,
				href: base()
			}, {
				label: "Audit log",
				href: `${base()}/activity/audit`
			}],
			description: toTargetName(data.event.target)
		});
		$$renderer.push(`<!----> `);
		AuditEventDetail($$renderer, {
			event: data.event,
			path: `${base()}/activity/audit`,
			tenantSlug: data.tenant.slug
		});
		$$renderer.push(`<!---->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map