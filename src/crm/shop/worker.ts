import type { Clock } from '../../clock.js'
import { isDiskFault } from '../../db/fault.js'
import type { Db } from '../../db/open.js'
import { describeError, type Log } from '../../log.js'
import type { ReadCall, ShopContext } from '../order-told.js'
import { findEver, type ShopKind } from './connection.js'
import { readShopify } from './shopify.js'
import { type OpenClick, takeTold, type Worked } from './take.js'
import { readTilda } from './tilda.js'
import { readWooCommerce } from './woocommerce.js'

const AT_ONCE = 20

/** How a call of each kind is read. */
const READ: Readonly<Record<ShopKind, ReadCall>> = {
  shopify: readShopify,
  woocommerce: readWooCommerce,
  tilda: readTilda,
}

type Waiting = { connectionId: number; dedupe: string; topic: string; body: Buffer; at: number }

/** Works off calls of shops that are on disk. */
export type ShopWorker = {
  /** Something came: works off what waits, unless it does already. */
  wake(): void
  /** Works off all that waits; resolves when nothing does, or the disk takes no writes. */
  run(): Promise<void>
  /** Begins with no further call; resolves when what was begun is over. */
  close(): Promise<void>
}

/** Creates it. `context` is asked for each call; `changed` is told which connection has something new. */
export function createShopWorker(deps: {
  db: Db
  clock: Pick<Clock, 'now'>
  log: Log
  context: () => ShopContext
  openClick: OpenClick
  changed: (connectionId: number) => void
}): ShopWorker {
  const { db, clock, log, context, openClick, changed } = deps
  let working: Promise<void> | null = null
  let again = false
  let closed = false

  async function workAll(): Promise<void> {
    do {
      again = false
      for (let waiting = listWaiting(db); waiting.length > 0 && !closed; waiting = listWaiting(db)) {
        await Promise.all(waiting.map(workOff))
        for (const id of new Set(waiting.map(({ connectionId }) => connectionId))) changed(id)
      }
    } while (again && !closed)
  }

  /** What it says, what becomes of it, and that its body goes, are one commit: it is worked off once, or not at all. */
  async function workOff(call: Waiting): Promise<void> {
    // Also of one that was removed meanwhile: what it said before is still taken.
    const connection = findEver(db, call.connectionId)
    if (connection === null) throw new Error('a call has no connection')
    try {
      const told = READ[connection.kind](call, context())
      const { why } = await db.group(() => settle(call, takeTold(db, connection, told, openClick, call.at)))
      // Nothing of them may be left, in the log of the file either.
      if (why === 'forgotten') db.forgetTraces()
    } catch (error) {
      if (isDiskFault(error)) throw error
      log.error({ connection: connection.id, error: describeError(error) }, 'a call of a shop could not be worked off')
      await db.group(() => settle(call, { outcome: 'failed', orderId: null, why: 'fault' }))
    }
  }

  function settle({ connectionId, dedupe, at }: Waiting, worked: Worked): Worked {
    const { outcome, orderId, why } = worked
    db.sql(
      `update webhook_inbox set body = null, outcome = ?, order_id = ?, why = ?, took = ?
       where connection_id = ? and dedupe = ?`,
    ).run(outcome, orderId, why, Math.max(0, clock.now() - at), connectionId, dedupe)
    return worked
  }

  function run(): Promise<void> {
    again = true
    working ??= workAll()
      .catch(error => log.warn({ error: describeError(error) }, 'calls of shops wait for the disk'))
      .finally(() => {
        working = null
      })
    return working
  }

  return {
    wake: () => void run(),
    run,
    async close() {
      closed = true
      await working
    },
  }
}

/** The oldest first; which word about an order is the newest is for the words themselves to say. */
function listWaiting(db: Db): Waiting[] {
  return db
    .sql<Waiting>(
      `select connection_id as connectionId, dedupe, topic, body, at from webhook_inbox indexed by webhook_inbox_waiting
       where body is not null order by at limit ${AT_ONCE}`,
    )
    .all()
}
