import "../../../../../../chunks/server2.js";
import { t as AuditEventDetail } from "../../../../../../chunks/AuditEventDetail.js";
import { n as toTargetName } from "../../../../../../chunks/audit-event.js";
import { t as Page_header } from "../../../../../../chunks/page-header.js";
import { r as toActionLabel } from "../../../../../../chunks/audit.js";
// src/routes/(console)/settings/activity/[id]/+page.svelte
function _page($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { data } = $$props;
		Page_header($$renderer, {
			title: toActionLabel(data.event.action),
			crumbs: [{
				label: "Settings",
				href: "/settings"
			}, {
				label: "Activity",
				href: "/settings/activity"
			}],
			description: toTargetName(data.event.target)
		});
		$$renderer.push(`<!----> `);
		AuditEventDetail($$renderer, {
			event: data.event,
			path: "/settings/activity"
		});
		$$renderer.push(`<!---->`);
	});
}
export { _page as default };

//# sourceMappingURL=_page.svelte.js.map