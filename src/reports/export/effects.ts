import type { Db } from '../../db/open.js'
import { amountOf } from '../../text/currency.js'
import { counted } from './broadcasts.js'
import { moment } from './csv.js'
import { bigTable, type Table } from './table.js'

type Came = {
  number: string | number
  message: number
  broadcast: number
  person: number | null
  link: number | null
  by: string
  since: number
  at: number
  amount: number
  currency: string
  discount: number | null
}

const CAME = `select coalesce(o.external_id, v.order_id) as number, v.delivery_id as message, v.broadcast_id as broadcast,
    v.subscriber_id as person, v.link, v."by", v.evidence_at as since, v.at, v.amount, v.currency, v.discount
  from conversions v left join orders o on o.id = v.order_id
  where v.order_id > :after and v.order_id <= :upto order by v.order_id`

/** Which message each order came after and by what that is known; comparisons, and who was on which side of them. */
export function effectTables(db: Db): Table[] {
  const headers = [
    ...['order', 'delivery', 'broadcast', 'person', 'link', 'known_by', 'since', 'ordered_at', 'amount', 'currency'],
    'discount',
  ]
  return [
    bigTable(db, 'came_after', headers, { table: 'conversions', key: 'order_id' }, async span =>
      (await db.jobs.rows<Came>(CAME, span)).map(one => [
        ...[one.number, one.message, one.broadcast, one.person, one.link, one.by, moment(one.since), moment(one.at)],
        ...[amountOf(one.amount, one.currency), one.currency],
        one.discount === null ? null : amountOf(one.discount, one.currency),
      ]),
    ),
    counted(
      db,
      'comparisons',
      { table: 'holdouts', key: 'id' },
      ['comparison', 'kind', 'broadcast', 'share_of_10000', 'from_at', 'to_at', 'ended_at'],
      `select id as comparison, kind, broadcast_id as broadcast, share as share_of_10000, from_at, to_at, ended_at
       from holdouts where id > :after and id <= :upto order by id`,
    ),
    counted(
      db,
      'sides',
      { table: 'holdout_members', key: 'subscriber_id' },
      ['comparison', 'person', 'side', 'orders_known', 'assigned_at'],
      `select holdout_id as comparison, subscriber_id as person, iif(held, 'control', 'assigned') as side,
         iif(linked, 'yes', 'no') as orders_known, at as assigned_at
       from holdout_members where subscriber_id > :after and subscriber_id <= :upto order by subscriber_id, holdout_id`,
    ),
  ]
}
