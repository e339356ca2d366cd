/** A second process: takes the write lock of the file, says so, and lets go after some milliseconds. */
import { setTimeout } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'

const [path = '', milliseconds = '0'] = process.argv.slice(2)
const handle = new BetterSqlite3(path)
handle.exec('begin immediate')
process.send?.('locked')
await setTimeout(Number(milliseconds))
handle.exec('commit')
handle.close()
process.disconnect?.()
