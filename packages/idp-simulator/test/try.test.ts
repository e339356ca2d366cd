import { test } from 'vitest'
import { toText } from '../src/index.ts'
import { createScimServer } from './server/scim-server.ts'
import { runEntra, runOthers } from './simulate.ts'
test('x', async () => {
  for (const run of [(s: any) => runEntra(s, { flag: false }), (s: any) => runEntra(s, { flag: true }), (s: any) => runOthers(s)]) {
    const server = createScimServer()
    console.log(toText(await run(server)))
    console.log(toText(await run(server)))
    console.log(server.state.users.size, server.state.groups.size)
  }
})
