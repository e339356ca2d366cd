import { create_server } from './index.js';
const manifest = (() => {
function __memo(fn) {
	let value;
	return () => value ??= (value = fn());
}

return {
	app_dir: "_app",
	app_path: "_app",
	assets: new Set(["favicon.svg"]),
	mime_types: {".svg":"image/svg+xml"},
	client: {start:"_app/immutable/entry/start.B2Cb6tFb.js",app:"_app/immutable/entry/app.CmT8-wjc.js",imports:["_app/immutable/entry/start.B2Cb6tFb.js","_app/immutable/entry/payload.DSmR2FwN.js","_app/immutable/chunks/DclECHGd.js","_app/immutable/chunks/BRK_0kAw.js","_app/immutable/chunks/DS0sADBK.js","_app/immutable/chunks/B64zdb3i.js","_app/immutable/chunks/CoebjjtC.js","_app/immutable/entry/app.CmT8-wjc.js"],stylesheets:[],fonts:[],uses_env_dynamic_public:false},
	
	nodes: [
		__memo(() => import('./nodes/0.js')),
		__memo(() => import('./nodes/1.js')),
		__memo(() => import('./nodes/2.js')),
		__memo(() => import('./nodes/3.js')),
		__memo(() => import('./nodes/4.js')),
		__memo(() => import('./nodes/5.js')),
		__memo(() => import('./nodes/6.js')),
		__memo(() => import('./nodes/7.js')),
		__memo(() => import('./nodes/8.js')),
		__memo(() => import('./nodes/9.js')),
		__memo(() => import('./nodes/10.js')),
		__memo(() => import('./nodes/11.js')),
		__memo(() => import('./nodes/12.js')),
		__memo(() => import('./nodes/13.js')),
		__memo(() => import('./nodes/14.js')),
		__memo(() => import('./nodes/15.js')),
		__memo(() => import('./nodes/16.js')),
		__memo(() => import('./nodes/17.js')),
		__memo(() => import('./nodes/18.js')),
		__memo(() => import('./nodes/19.js')),
		__memo(() => import('./nodes/20.js')),
		__memo(() => import('./nodes/21.js')),
		__memo(() => import('./nodes/22.js')),
		__memo(() => import('./nodes/23.js')),
		__memo(() => import('./nodes/24.js')),
		__memo(() => import('./nodes/25.js')),
		__memo(() => import('./nodes/26.js')),
		__memo(() => import('./nodes/27.js')),
		__memo(() => import('./nodes/28.js')),
		__memo(() => import('./nodes/29.js')),
		__memo(() => import('./nodes/30.js')),
		__memo(() => import('./nodes/31.js')),
		__memo(() => import('./nodes/32.js')),
		__memo(() => import('./nodes/33.js')),
		__memo(() => import('./nodes/34.js')),
		__memo(() => import('./nodes/35.js'))
	],
	remotes: {
		
	},
	routes: [
		{
			id: "/(console)",
			pattern: /^\/$/,
			params: [],
			page: { layouts: [0,3,], errors: [1,4,], leaf: 11 },
			endpoint: null
		},
		{
			id: "/search",
			pattern: /^\/search\/?$/,
			params: [],
			page: null,
			endpoint: __memo(() => import('./entries/endpoints/search/_server.ts.js'))
		},
		{
			id: "/(console)/settings",
			pattern: /^\/settings\/?$/,
			params: [],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 12 },
			endpoint: null
		},
		{
			id: "/(console)/settings/about",
			pattern: /^\/settings\/about\/?$/,
			params: [],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 13 },
			endpoint: null
		},
		{
			id: "/(console)/settings/activity",
			pattern: /^\/settings\/activity\/?$/,
			params: [],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 14 },
			endpoint: null
		},
		{
			id: "/(console)/settings/activity/[id]",
			pattern: /^\/settings\/activity\/([^/]+?)\/?$/,
			params: [{"name":"id","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 15 },
			endpoint: null
		},
		{
			id: "/(console)/settings/admins",
			pattern: /^\/settings\/admins\/?$/,
			params: [],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 16 },
			endpoint: null
		},
		{
			id: "/(console)/settings/api-keys",
			pattern: /^\/settings\/api-keys\/?$/,
			params: [],
			page: { layouts: [0,3,5,], errors: [1,4,,], leaf: 17 },
			endpoint: null
		},
		{
			id: "/(auth)/setup",
			pattern: /^\/setup\/?$/,
			params: [],
			page: { layouts: [0,2,], errors: [1,,], leaf: 9 },
			endpoint: null
		},
		{
			id: "/(auth)/sign-in",
			pattern: /^\/sign-in\/?$/,
			params: [],
			page: { layouts: [0,2,], errors: [1,,], leaf: 10 },
			endpoint: null
		},
		{
			id: "/sign-out",
			pattern: /^\/sign-out\/?$/,
			params: [],
			page: null,
			endpoint: __memo(() => import('./entries/endpoints/sign-out/_server.ts.js'))
		},
		{
			id: "/theme",
			pattern: /^\/theme\/?$/,
			params: [],
			page: null,
			endpoint: __memo(() => import('./entries/endpoints/theme/_server.ts.js'))
		},
		{
			id: "/(console)/t/[tenant]",
			pattern: /^\/t\/([^/]+?)\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 18 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/activity/audit",
			pattern: /^\/t\/([^/]+?)\/activity\/audit\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 19 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/activity/audit/[id]",
			pattern: /^\/t\/([^/]+?)\/activity\/audit\/([^/]+?)\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"id","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 20 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories",
			pattern: /^\/t\/([^/]+?)\/directories\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 21 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories/new",
			pattern: /^\/t\/([^/]+?)\/directories\/new\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 26 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories/[directory]",
			pattern: /^\/t\/([^/]+?)\/directories\/([^/]+?)\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"directory","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,7,], errors: [1,4,,,], leaf: 22 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories/[directory]/credentials",
			pattern: /^\/t\/([^/]+?)\/directories\/([^/]+?)\/credentials\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"directory","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,7,], errors: [1,4,,,], leaf: 23 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories/[directory]/policy",
			pattern: /^\/t\/([^/]+?)\/directories\/([^/]+?)\/policy\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"directory","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,7,], errors: [1,4,,,], leaf: 24 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/directories/[directory]/setup",
			pattern: /^\/t\/([^/]+?)\/directories\/([^/]+?)\/setup\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"directory","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,7,], errors: [1,4,,,], leaf: 25 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/groups",
			pattern: /^\/t\/([^/]+?)\/groups\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 27 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/groups/[id]",
			pattern: /^\/t\/([^/]+?)\/groups\/([^/]+?)\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"id","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 28 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/organisations",
			pattern: /^\/t\/([^/]+?)\/organisations\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 29 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/people",
			pattern: /^\/t\/([^/]+?)\/people\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 30 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/people/[id]",
			pattern: /^\/t\/([^/]+?)\/people\/([^/]+?)\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false},{"name":"id","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 31 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/roles",
			pattern: /^\/t\/([^/]+?)\/roles\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,], errors: [1,4,,], leaf: 32 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/settings",
			pattern: /^\/t\/([^/]+?)\/settings\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,8,], errors: [1,4,,,], leaf: 33 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/settings/admins",
			pattern: /^\/t\/([^/]+?)\/settings\/admins\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,8,], errors: [1,4,,,], leaf: 34 },
			endpoint: null
		},
		{
			id: "/(console)/t/[tenant]/settings/api-keys",
			pattern: /^\/t\/([^/]+?)\/settings\/api-keys\/?$/,
			params: [{"name":"tenant","optional":false,"rest":false,"chained":false}],
			page: { layouts: [0,3,6,8,], errors: [1,4,,,], leaf: 35 },
			endpoint: null
		}
	],
	prerendered_routes: new Set([]),
	matchers: async () => {
		return {};
	},
	server_assets: {}
}
})();
export const server = create_server(manifest);