import { d as stringify, m as attr, o as ensure_array_like, y as escape_html } from "./server2.js";
import { t as Data_table } from "./data-table.js";
import { t as Status_pill } from "./status-pill.js";
import { t as Time } from "./time.js";
import { n as PRESETS, r as toHealth } from "./directories.js";
import { n as toNumber } from "./text.js";
// src/lib/components/directories/DirectoryTable.svelte
function DirectoryTable($$renderer, $$props) {
	$$renderer.component(($$renderer) => {
		const { tenantSlug, directories } = $$props;
		{
			function head($$renderer) {
				$$renderer.push(`<th scope="col">Name</th> <th scope="col">Status</th> <th scope="col" class="max-sm:hidden">Last request</th> <th scope="col" class="number max-md:hidden">People</th> <th scope="col" class="number max-md:hidden">Groups</th>`);
			}
			Data_table($$renderer, {
				caption: "Directories",
				head,
				children: ($$renderer) => {
					$$renderer.push(`<!--[-->`);
					const each_array = ensure_array_like(directories);
					for (let $$index = 0, $$length = each_array.length; $$index < $$length; $$index++) {
						let directory = each_array[$$index];
						const health = toHealth(directory);
						$$renderer.push(`<tr><th scope="row"><a${attr("href", `/t/${stringify(tenantSlug)}/directories/${stringify(directory.slug)}`)} class="row-link">${escape_html(directory.name)}</a> <div class="text-xs font-normal text-muted">${escape_html(PRESETS[directory.preset].short)}</div></th><td>`);
						Status_pill($$renderer, {
							state: health.state,
							word: health.word
						});
						$$renderer.push(`<!----></td><td class="max-sm:hidden">`);
						Time($$renderer, { at: directory.lastRequestAt });
						$$renderer.push(`<!----></td><td class="number max-md:hidden">${escape_html(directory.userCount === null ? "–" : toNumber(directory.userCount))}</td><td class="number max-md:hidden">${escape_html(directory.groupCount === null ? "–" : toNumber(directory.groupCount))}</td></tr>`);
					}
					$$renderer.push(`<!--]-->`);
				},
				$$slots: {
					head: true,
					default: true
				}
			});
		}
	});
}
export { DirectoryTable as t };

//# sourceMappingURL=DirectoryTable.js.map