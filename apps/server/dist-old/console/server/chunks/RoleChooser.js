import { c as props_id, i as derived, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { n as toRoleDescription, r as toRoleLabel, t as ADMIN_ROLES } from "./access.js";
// src/lib/components/access/RoleChooser.svelte
function RoleChooser($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const id = props_id($$renderer);
		const { inTenant, value, error } = $$props;
		const roles = derived(() => ADMIN_ROLES.filter((role) => !inTenant || role !== "OWNER"));
		$$renderer.push(`<fieldset${attr("aria-describedby", error ? `${id}-error` : void 0)}><legend class="font-medium">Role</legend> <div class="mt-1.5 divide-y divide-line rounded-lg border border-control"><!--[-->`);
		const each_array = ensure_array_like(roles());
		for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
			let role = each_array[$$index];
			$$renderer.push(`<label class="flex cursor-pointer gap-2.5 px-3 py-2 first:rounded-t-lg last:rounded-b-lg hover:bg-hover"><input type="radio" name="role"${attr("value", role)} required=""${attr("checked", value === void 0 ? role === "AUDITOR" : value === role, true)} class="mt-0.5 size-4 shrink-0"/> <span class="min-w-0">${escape_html(toRoleLabel(role))}<span class="block text-sm text-muted">${escape_html(toRoleDescription(role))}</span></span></label>`);
		}
		$$renderer.push(`<!--]--></div> `);
		if (error) $$renderer.push(`<!--[0--><p${attr("id", `${id}-error`)} class="mt-1.5 text-sm text-failed">${escape_html(error)}</p>`);
		else $$renderer.push("<!--[-1-->");
		$$renderer.push(`<!--]--></fieldset>`);
	});
}
export { RoleChooser as t };

//# sourceMappingURL=RoleChooser.js.map