// node unpack.mjs <entry of @sparticuz/chromium> <its bin folder>, with TMPDIR as the target.
import { join } from 'node:path'

const [entry = '', bin = ''] = process.argv.slice(2)
const { default: chromium, inflate } = await import(entry)
await chromium.executablePath(bin)
// Libraries that a system without a desktop lacks (NSS above all).
await inflate(join(bin, 'al2023.tar.br'))
