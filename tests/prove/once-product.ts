// The product as a process of `prove:once`, with the trouble that only happens inside of it. Arguments: path, API root,
// token, ms that a handler may take, and the trouble: `none`, `killBefore` or `killAfter` the commit of the first deed,
// `stall` (the first deed comes to its commit only after its handler was given up and run again).
import { createApp } from '../../src/app.js'
import { sleep } from '../../src/clock.js'
import { parseConfig } from '../../src/config.js'
import type { Group } from '../../src/db/group.js'
import { createLog } from '../../src/log.js'
import { freePort } from '../support/product.js'
import { ADMIN } from './subjects/scene.js'

const [path = '', apiRoot = '', token = '', limit = '60000', trouble = 'none'] = process.argv.slice(2)
// Links open: without them nothing that has any is approved.
const port = await freePort()
const config = parseConfig({
  BOT_TOKEN: token,
  ADMIN_IDS: String(ADMIN),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  TELEGRAM_API_ROOT: apiRoot,
  DATABASE_PATH: path,
  HOST: '127.0.0.1',
  PORT: String(port),
  MESSAGES_PER_SECOND: '100',
})
const app = await createApp(config, { log: createLog('warn'), handlerLimit: Number(limit), resolve: async () => [] })
const { db } = app
const { group } = db
const marks = () =>
  db.sql<{ n: number }>(`select coalesce(sum(length(outcome)), 0) as n from updates where handled_at is null`).get()
    ?.n ?? 0
const die = () => process.kill(process.pid, 'SIGKILL')
let struck = false

const troubled: Group = async write => {
  let isDeed = false
  if (trouble === 'stall' && !struck && String(write).includes('once(')) {
    struck = true
    await sleep(Number(limit) * 2)
  }
  const value = await group(() => {
    const before = marks()
    const value = write()
    isDeed = marks() > before
    if (isDeed && trouble === 'killBefore') die()
    return value
  })
  if (isDeed && trouble === 'killAfter') die()
  return value
}
if (trouble !== 'none') Object.assign(db, { group: troubled })
await app.start()
process.send?.('working')
