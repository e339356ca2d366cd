// Before `npm run dev` starts its servers: a tenant to play with, and what to send it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seedDemo } from './seed-demo.ts'

const dataFolder = fileURLToPath(new URL('../../../data/', import.meta.url))
mkdirSync(dataFolder, { recursive: true })
const { scimBaseUrl, token } = await seedDemo(process.env, join(dataFolder, 'demo.json'))

process.stdout.write(`Demo tenant "demo", directory "Okta":
  curl ${scimBaseUrl}/Users -H 'Authorization: Bearer ${token}'
The console reloads as you edit, on http://localhost:5173; the server restarts, on the port of the URL above.
`)
