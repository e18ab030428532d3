import type { Db } from '../../db/open.js'
import { amountOf } from '../../text/currency.js'
import {
  addSums,
  findAllOrders,
  findResults,
  findSegmentResults,
  ordersIn,
  type Stretch,
  type Sum,
} from '../results.js'
import { sourceFunnel } from '../source.js'
import type { Readership } from './audience.js'
import { type Cell, moment } from './csv.js'
import { bigTable, smallTable, type Table } from './table.js'

/** How the results of a stretch of time go out: `names` are those of the sheets; `at`: when, ms UTC. */
export type ResultFile = {
  stretch: Stretch
  at: number
  readers: Readership
  names: Record<'quarter' | 'broadcasts' | 'segments' | 'sources' | 'orders', string>
}

const MONEY = ['orders', 'buyers', 'revenue', 'currency']

/**
 * The results of a stretch of time, a table for each question: all of it, by broadcast, by segment, by source, and each order
 * that came after one. Sums stand in the currency that most orders are in, with another row for each other one.
 */
export function resultTables(db: Db, { stretch, at, readers, names }: ResultFile): Table[] {
  return [
    smallTable(names.quarter, ['figure', 'value', 'currency'], async () => {
      const rows = await findResults(db, stretch, db.jobs)
      const all = await findAllOrders(db, stretch, db.jobs)
      const of = (figure: 'delivered' | 'stopped' | 'blocked' | 'replied') =>
        rows.reduce((sum, row) => sum + row[figure], 0)
      const after = addSums(rows.map(({ orders }) => orders))
      const sums = (name: string, each: readonly Sum[]): Cell[][] => [
        [`${name}_orders`, ordersIn(each), null],
        ...each.map(({ currency, amount }): Cell[] => [`${name}_revenue`, amountOf(amount, currency), currency]),
      ]
      return [
        ['from', moment(stretch.from), null],
        ['before', moment(stretch.before), null],
        ['broadcasts', rows.length, null],
        ['delivered', of('delivered'), null],
        ['stopped', of('stopped'), null],
        ['blocked', of('blocked'), null],
        ['replied', of('replied'), null],
        ...sums('came_after', after),
        ...sums('all', all),
      ]
    }),
    smallTable(
      names.broadcasts,
      ['broadcast', 'name', 'kind', 'state', 'started_at', 'delivered', 'replied', 'stopped', 'blocked', ...MONEY],
      async () =>
        (await findResults(db, stretch, db.jobs)).flatMap(row =>
          moneyRows(row).map(money => [
            ...[row.id, row.name, row.kind, row.state, moment(row.startedAt), row.delivered, row.replied],
            ...[row.stopped, row.blocked, ...money],
          ]),
        ),
    ),
    smallTable(names.segments, ['segments', 'broadcasts', 'delivered', 'clicked', 'stopped', ...MONEY], async () =>
      (await findSegmentResults(db, stretch, db.jobs)).flatMap(row =>
        moneyRows(row).map(money => [
          ...[row.names.map(name => name ?? '*').join(', '), row.broadcasts, row.delivered, row.clicked, row.stopped],
          ...money,
        ]),
      ),
    ),
    smallTable(
      names.sources,
      [
        ...['source', 'opened', 'started', 'after_7_days', 'of', 'clicked', 'cost', 'currency'],
        ...['orders_known_of', 'bought', 'revenue', 'revenue_currency', 'cost_per_buyer'],
      ],
      async () => {
        const made = db
          .sql<{ id: number; name: string; cost: number | null; currency: string | null }>(
            'select id, name, cost, currency from sources order by name',
          )
          .all()
        const rows: Cell[][] = []
        for (const { id, name, cost, currency } of made) {
          const { visits, started, week, clicked, purse } = await sourceFunnel(db, id, at)
          const paid = cost === null || currency === null ? null : amountOf(cost, currency)
          const [most] = purse.revenue
          const each = cost === null || currency === null || purse.bought === 0 ? null : Math.round(cost / purse.bought)
          rows.push([
            ...[name, visits, started, week.stay, week.of, clicked, paid, currency, purse.known, purse.bought],
            ...(most === undefined ? [null, null] : [amountOf(most.sum, most.currency), most.currency]),
            each === null || currency === null ? null : amountOf(each, currency),
          ])
        }
        return rows
      },
    ),
    ordersTable(db, names.orders, stretch, readers),
  ]
}

/** A row for each currency, the first with all figures of orders; one without money where nothing was bought. */
function moneyRows({ orders, bought }: { orders: readonly Sum[]; bought: number }): Cell[][] {
  if (orders.length === 0) return [[0, 0, null, null]]
  return orders.map(({ currency, orders: n, amount }, i) => [
    n,
    i === 0 ? bought : null,
    amountOf(amount, currency),
    currency,
  ])
}

type Ordered = {
  orderId: string | number
  at: number
  amount: number
  currency: string
  discount: number | null
  by: string
  broadcast: number
  name: string
  deliveryId: number
  link: number | null
  person: number | null
  telegramId: number | null
}

/** Each order that came after a broadcast of the stretch, and by what that is known. */
function ordersTable(db: Db, name: string, { from, before }: Stretch, readers: Readership): Table {
  const headers = [
    ...['order', 'ordered_at', 'amount', 'currency', 'discount', 'known_by', 'broadcast', 'name', 'message', 'link'],
    readers.known ? 'telegram_id' : 'person',
  ]
  const where = `broadcast_id in (select id from broadcasts where started_at >= ${from} and started_at < ${before})`
  const read = `select coalesce(o.external_id, c.order_id) as orderId, c.at, c.amount, c.currency, c.discount, c.by,
      c.broadcast_id as broadcast, f.name, c.delivery_id as deliveryId, c.link, c.subscriber_id as person,
      s.telegram_id as telegramId
    from conversions c left join orders o on o.id = c.order_id join broadcasts b on b.id = c.broadcast_id
      join offers f on f.id = b.offer_id left join subscribers s on s.id = c.subscriber_id
    where c.order_id > :after and c.order_id <= :upto and c.${where} order by c.order_id`
  return bigTable(db, name, headers, { table: 'conversions', key: 'order_id', where }, async span =>
    (await db.jobs.rows<Ordered>(read, span)).map(one => [
      ...[one.orderId, moment(one.at), amountOf(one.amount, one.currency), one.currency],
      ...[one.discount === null ? null : amountOf(one.discount, one.currency), one.by, one.broadcast, one.name],
      ...[one.deliveryId, one.link],
      readers.known ? one.telegramId : one.person === null ? null : readers.number(one.person),
    ]),
  )
}
