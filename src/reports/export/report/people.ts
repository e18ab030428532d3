import { LIST_HEADERS } from '../../../crm/own-file.js'
import type { Db } from '../../../db/open.js'
import { countedSql, ORDERED_BY_NOW } from '../../../segments/compile/order.js'
import { personCell, type Readership } from '../audience.js'
import { moment, yesNo } from '../csv.js'
import type { Who } from '../person.js'
import { bigTable, type Table } from '../table.js'

/** Everybody who was assigned to a side of its comparison, and how many orders of theirs count for it. */
export function controlTable(db: Db, id: number, name: string, readers: Readership, at: number): Table {
  const headers = [readers.known ? 'telegram_id' : 'person', 'side', 'orders_known', 'orders']
  const holdout = `(select h.id from holdouts h where h.broadcast_id = ${id})`
  const read = `select m.subscriber_id as person, s.telegram_id as telegramId, m.held, m.linked,
      iif(m.linked, (select count(*) from customers c cross join orders o indexed by orders_customer on o.customer_id = c.id
        where c.subscriber_id = m.subscriber_id and o.at >= h.from_at and o.at >= m.at and o.at < h.to_at and ${countedSql.text}
          and coalesce(o.renewal, 0) = 0 and ${ORDERED_BY_NOW}), 0) as orders
    from holdout_members m join holdouts h on h.id = m.holdout_id join subscribers s on s.id = m.subscriber_id
    where m.holdout_id = ${holdout} and m.subscriber_id > :after and m.subscriber_id <= :upto order by m.subscriber_id`
  type Row = { person: number; telegramId: number | null; held: number; linked: number; orders: number }
  const keys = { table: 'holdout_members', key: 'subscriber_id', where: `holdout_id = ${holdout}` }
  return bigTable(db, name, headers, keys, async span =>
    (await db.jobs.rows<Row>(read, { ...span, at })).map(one => [
      ...[personCell(readers, one), one.held === 1 ? 'control' : 'assigned', yesNo(one.linked), one.orders],
    ]),
  )
}

type Addressed = Who & {
  id: number
  subscribedAt: number | null
  version: number | null
  state: string
  reason: string | null
  sentAt: number | null
  clickedAt: number | null
  read: string | null
}

/** Everybody in a broadcast, with what became of their message; a list of ours for those who may know who they are. */
export function addressedTable(
  db: Db,
  { id, name, file }: { id: number; name: string; file: string },
  readers: Readership,
): Table {
  const fate = ['version', 'state', 'reason', 'sent_at', 'first_click_at', 'read']
  const headers = [...(readers.known ? LIST_HEADERS : ['person', 'status']), ...fate]
  const read = `select s.id, s.telegram_id as telegramId, s.first_name as firstName, s.last_name as lastName, s.username,
      s.phone, s.status, s.subscribed_at as subscribedAt, d.variant_id as version, d.state, d.reason, d.sent_at as sentAt,
      (select min(at) from clicks c where c.delivery_id = d.id and c.verdict = 'human') as clickedAt,
      (select min(grade) from reads r where r.delivery_id = d.id) as read
    from deliveries d join subscribers s on s.id = d.subscriber_id
    where d.broadcast_id = ${id} and d.subscriber_id > :after and d.subscriber_id <= :upto
      and (s.status <> 'erased' or ${readers.known ? 0 : 1})
    order by d.subscriber_id, d.occurrence`
  const keys = { table: 'deliveries', key: 'subscriber_id', where: `broadcast_id = ${id}` }
  return bigTable(db, file, headers, keys, async span =>
    (await db.jobs.rows<Addressed>(read, span)).map(one => [
      ...(readers.known
        ? [
            name,
            one.telegramId,
            one.firstName,
            one.lastName,
            one.username,
            one.phone,
            one.status,
            moment(one.subscribedAt),
            null,
          ]
        : [readers.number(one.id), one.status]),
      ...[one.version, one.state, one.reason, moment(one.sentAt), moment(one.clickedAt), one.read],
    ]),
  )
}
