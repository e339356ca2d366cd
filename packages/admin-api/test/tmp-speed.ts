import { createInstance, seedTenant, seedUser, seedGroup } from './support.ts'
const i = await createInstance('postgres')
const { directory } = await seedTenant(i, 'acme', { rolePrefix: 'Envi_' })
const key = await i.key('owner')
const parts = { users: 'users { nodes { userName displayName active email roles { name } } totalCount }', plain: 'users { nodes { userName } }', groups: 'groups { nodes { displayName memberCount grantedRole { name } } totalCount }', facts: 'userCount' }
const time = async (label: string) => { for (const [n2, p] of Object.entries(parts)) { const q = `{ tenant(slug: "acme") { directory(slug: "okta") { ${p} } } }`; await i.ask(q, {}, key); const t = performance.now(); for (let n = 0; n < 20; n++) await i.ask(q, {}, key); console.log(label, n2, ((performance.now() - t) / 20).toFixed(1), 'ms') } }
const ids: string[] = []
const chunked = async (n: number, f: (n: number) => Promise<string>) => { for (let s = 0; s < n; s += 8) ids.push(...await Promise.all(Array.from({ length: Math.min(8, n - s) }, (_, k) => f(s + k)))) }
await chunked(100, (n) => seedUser(i, directory, `a${n}`))
const members = [...ids]
for (let n = 0; n < 60; n++) await seedGroup(i, directory, `Envi_g${n}`, members.slice(n, n + 10))
await time('100 users, 60 groups')
await chunked(4900, (n) => seedUser(i, directory, `b${n}`))
await chunked(440, (n) => seedGroup(i, directory, `X_h${n}`, members.slice(0, 10)))
await time('5,000 users, 500 groups')
await i.close()
