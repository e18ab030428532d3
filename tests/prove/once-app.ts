import { type App, createApp } from '../../src/app.js'
import { sleep } from '../../src/clock.js'
import { parseConfig } from '../../src/config.js'
import type { Group } from '../../src/db/group.js'
import type { ReaderProcesses } from '../../src/db/reader-process.js'
import { silentLog } from '../../src/log.js'
import { freePort } from '../support/product.js'
import { ADMIN } from './subjects/scene.js'

/**
 * The trouble that happens only inside of the product: it dies before or after the commit of the first deed, or the first
 * deed comes to its commit only after its handler was given up and run again (`stall`).
 */
export type Inside = 'none' | 'killBefore' | 'killAfter' | 'stall'

/**
 * `limit`: ms that a handler may take. `readers`: where the readers of the database come from. `die`: ends it, and does not come
 * back.
 */
export type Product = {
  path: string
  apiRoot: string
  token: string
  limit: number
  inside: Inside
  readers?: ReaderProcesses
  die: () => never
}

/**
 * A product that works. `stalled`: true when a deed was kept waiting for longer than its handler may take; `begun`: true when
 * there was one.
 */
export type Working = { app: App; stalled(): boolean; begun(): boolean }

/** Starts the product of `prove:once` in this process. Links open: without them nothing that has any is approved. */
export async function startApp({ path, apiRoot, token, limit, inside, readers, die }: Product): Promise<Working> {
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
  const app = await createApp(config, {
    ...{ log: silentLog, handlerLimit: limit, patience: 200, resolve: async () => [] },
    ...(readers === undefined ? {} : { readers }),
  })
  const met = strike(app, inside, limit, die)
  await app.start()
  return { app, ...met }
}

function strike({ db }: App, inside: Inside, limit: number, die: () => never): Pick<Working, 'stalled' | 'begun'> {
  const { group } = db
  const marks = () =>
    db.sql<{ n: number }>(`select coalesce(sum(length(outcome)), 0) as n from updates where handled_at is null`).get()
      ?.n ?? 0
  let struck = false
  let begun = false

  const troubled: Group = async write => {
    let isDeed = false
    if (inside === 'stall' && !struck && String(write).includes('once(')) {
      struck = true
      await sleep(limit * 2)
    }
    const value = await group(() => {
      const before = marks()
      const value = write()
      isDeed = marks() > before
      begun ||= isDeed
      if (isDeed && inside === 'killBefore') die()
      return value
    })
    if (isDeed && inside === 'killAfter') die()
    return value
  }
  Object.assign(db, { group: troubled })
  return { stalled: () => struck, begun: () => begun }
}
