import { createHmac } from 'node:crypto'
import { connectShop, getConnection, keepSecret, type ShopKind } from '../../../src/crm/shop/connection.js'
import { type CallHeaders, createShopInbox } from '../../../src/crm/shop/inbox.js'
import { createShopWorker } from '../../../src/crm/shop/worker.js'
import type { Db } from '../../../src/db/open.js'
import { silentLog } from '../../../src/log.js'
import { NOW, SHOP } from './payloads.js'

export const SECRET = 'a'.repeat(64)

export const sign = (body: string | Buffer, secret: string = SECRET) =>
  createHmac('sha256', secret).update(body).digest('base64')

/** A shop that is connected, its inbox and what works it off. */
export function connected(db: Db, kind: ShopKind = 'shopify') {
  const id = connectShop(db, kind, 1, NOW)
  if (kind !== 'tilda') keepSecret(db, id, SECRET)
  return shopOf(db, id)
}

/** What stands behind a connection that there is. */
export function shopOf(db: Db, id: number) {
  const time = { now: NOW }
  const clock = { now: () => time.now }
  const inbox = createShopInbox({ db, clock, log: silentLog, arrived: () => undefined })
  const worker = createShopWorker({
    ...{ db, clock, log: silentLog, context: () => SHOP, changed: () => undefined },
    openClick: clickId => (clickId.startsWith('ours') ? 77 : null),
  })
  let calls = 0
  /** Takes a signed call, and works it off unless it is left waiting. */
  async function come(body: unknown, headers: Partial<CallHeaders> & { waits?: true } = {}) {
    const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
    const said = { signature: sign(bytes), id: `call-${++calls}`, topic: 'orders/updated', ...headers }
    const taken = await inbox.take(getConnection(db, id), said, bytes)
    if (headers.waits === undefined) await worker.run()
    return taken
  }
  return { id, time, inbox, worker, come, outcomes: () => outcomesOf(db) }
}

/** What came of every call, the first first. */
export function outcomesOf(db: Db): string[] {
  return db
    .sql<{ told: string }>(
      `select coalesce(outcome, '…') || coalesce(' ' || why, '') || iif(body is null, '', ' (waits)') as told
       from webhook_inbox order by at, length(dedupe), dedupe`,
    )
    .all()
    .map(({ told }) => told)
}

/** Every order as it stands, with its lines and whose it is, without our own ids. */
export function ordersOf(db: Db): unknown[] {
  return db
    .sql<{ row: string }>(
      `select json_array(o.external_id, o.at, o.status, o.total, o.refunded, o.currency, o.discount, o.promo_code,
         o.click_delivery, c.phone, json((select json_group_array(json_array(product, quantity, price)) from (
           select * from order_lines l where l.order_id = o.id order by line)))) as row
       from orders o join customers c on c.id = o.customer_id order by o.external_id`,
    )
    .all()
    .map(({ row }) => JSON.parse(row))
}
