/** A second process: takes the write lock of the file, says so, and lets go when it is told to. */
import { once } from 'node:events'
import BetterSqlite3 from 'better-sqlite3'

const [path = ''] = process.argv.slice(2)
const handle = new BetterSqlite3(path)
handle.exec('begin immediate')
process.send?.('locked')
await once(process, 'message')
handle.exec('commit')
handle.close()
process.disconnect?.()
