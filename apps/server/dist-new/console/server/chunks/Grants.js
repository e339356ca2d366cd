import { m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { n as toRoleDescription, r as toRoleLabel } from "./access.js";
// src/lib/components/access/Grants.svelte
function Grants($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		/** Inside a tenant its name says nothing. */
		const { grants, tenantSlug } = $$props;
		$$renderer.push(`<ul>`);
		const each_array = ensure_array_like(grants);
		if (each_array.length !== 0) {
			$$renderer.push("<!--[-->");
			for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
				let { role, tenant } = each_array[$$index];
				$$renderer.push(`<li${attr("title", toRoleDescription(role))}>${escape_html(toRoleLabel(role))}`);
				if (tenant === null) $$renderer.push(`<!--[0--><span class="text-muted">, every tenant</span>`);
				else if (tenant.slug !== tenantSlug) $$renderer.push(`<!--[1--><span class="text-muted">, ${escape_html(tenant.name)}</span>`);
				else $$renderer.push("<!--[-1-->");
				$$renderer.push(`<!--]--></li>`);
			}
		} else $$renderer.push(`<!--[!--><li class="text-muted">No role</li>`);
		$$renderer.push(`<!--]--></ul>`);
	});
}
export { Grants as t };

//# sourceMappingURL=Grants.js.map