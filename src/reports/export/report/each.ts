import { HOUR, MINUTE } from '../../../clock.js'
import type { Db } from '../../../db/open.js'
import { amountOf } from '../../../text/currency.js'
import { NOT_TAKEN_BACK } from '../../results.js'
import { personCell, type Readership } from '../audience.js'
import { type Cell, moment, yesNo } from '../csv.js'
import { bigTable, type Table } from '../table.js'

/** Pages of a broadcast's deliveries by person, which an index holds in order. */
function byPerson(id: number): { table: string; key: string; where: string } {
  return { table: 'deliveries', key: 'subscriber_id', where: `broadcast_id = ${id}` }
}

/** The page of `byPerson`: to be followed by what is joined to `d`. */
const PAGE = 'd.subscriber_id > :after and d.subscriber_id <= :upto'

/** Which version was approved, for each that an edit made of it. */
export function approvedOf(db: Db, id: number): (version: number | null) => number | null {
  const first = new Map<number, number>()
  const edits = db
    .sql<{ was: number; became: number }>(
      `select v.value ->> 0 as was, v.value ->> 1 as became from repairs r, json_each(r.versions) v
       where r.broadcast_id = ? and r.kind = 'edit' order by r.id, v.key`,
    )
    .all(id)
  for (const { was, became } of edits) first.set(became, first.get(was) ?? was)
  return version => (version === null ? null : (first.get(version) ?? version))
}

type Each = {
  message: number
  person: number
  telegramId: number | null
  version: number | null
  state: string
  reason: string | null
  sentAt: number | null
  takenBackAt: number | null
  seen: number | null
  clickedAt: number | null
  clicks: number
  replied: number
  left: string | null
  why: string | null
  blocked: number
  known: number
  orders: number
  amounts: string | null
  shared: number
}

/** A row for each message: what became of it, what its person did, and what came after it. */
export function eachTable(
  db: Db,
  id: number,
  name: string,
  readers: Readership,
  approved: (version: number | null) => number | null,
): Table {
  const headers = [
    ...['message', readers.known ? 'telegram_id' : 'person', 'version', 'state', 'reason', 'sent_at', 'taken_back_at'],
    ...['seen', 'first_click_at', 'clicks', 'replied', 'stopped', 'stopped_because', 'paused', 'blocked'],
    ...['orders_known', 'orders', 'revenue', 'shared_orders'],
  ]
  const counts = `from conversions v where v.delivery_id = d.id and v."by"`
  const read = `select d.id as message, d.subscriber_id as person, s.telegram_id as telegramId, d.variant_id as version, d.state,
      d.reason, d.sent_at as sentAt, d.taken_back_at as takenBackAt,
      (select max(r.grade = 'confirmed') from reads r where r.delivery_id = d.id) as seen,
      (select min(c.at) from clicks c where c.delivery_id = d.id and c.verdict = 'human') as clickedAt,
      (select count(*) from clicks c where c.delivery_id = d.id and c.verdict = 'human') as clicks,
      exists (select 1 from replies e where e.broadcast_id = d.broadcast_id and e.subscriber_id = d.subscriber_id
          and e.delivery_id = d.id)
        or exists (select 1 from poll_votes e where e.delivery_id = d.id)
        or (o.kind = 'survey' and exists (select 1 from survey_answers a where a.subscriber_id = d.subscriber_id
          and a.delivery_id = d.id and a.answered_at is not null)) as replied,
      (select max(e.kind) from subscription_events e where e.delivery_id = d.id and e.kind in ('stop', 'pause')
        and ${NOT_TAKEN_BACK}) as left,
      (select max(e.why) from subscription_events e where e.delivery_id = d.id and e.kind = 'stop' and e.why is not null
        and ${NOT_TAKEN_BACK}) as why,
      exists (select 1 from subscription_events e where e.delivery_id = d.id and e.kind = 'block') as blocked,
      exists (select 1 from customers c where c.subscriber_id = d.subscriber_id) as known,
      (select count(*) ${counts} <> 'shared') as orders,
      (select json_group_array(json_array(currency, amount)) from (
        select v.currency, sum(v.amount) as amount ${counts} <> 'shared' group by v.currency order by v.currency)) as amounts,
      (select count(*) ${counts} = 'shared') as shared
    from deliveries d join subscribers s on s.id = d.subscriber_id join broadcasts b on b.id = d.broadcast_id
      join offers o on o.id = b.offer_id
    where d.broadcast_id = ${id} and ${PAGE} order by d.subscriber_id, d.occurrence`
  return bigTable(db, name, headers, byPerson(id), async span =>
    (await db.jobs.rows<Each>(read, span)).map(one => [
      ...[one.message, personCell(readers, one), approved(one.version), one.state, one.reason, moment(one.sentAt)],
      ...[moment(one.takenBackAt), one.seen === null ? null : one.seen === 1 ? 'certain' : 'probably'],
      ...[moment(one.clickedAt), one.clicks, yesNo(one.replied), yesNo(one.left === 'stop'), one.why],
      ...[yesNo(one.left === 'pause'), yesNo(one.blocked), yesNo(one.known), one.orders, revenueCell(one.amounts)],
      one.shared,
    ]),
  )
}

/** "41.50 EUR + 3 USD"; empty where nothing was bought. */
function revenueCell(amounts: string | null): Cell {
  const pairs: [string, number][] = JSON.parse(amounts ?? '[]')
  if (pairs.length === 0) return null
  return pairs.map(([currency, amount]) => `${amountOf(amount, currency)} ${currency}`).join(' + ')
}

/** Each opening of a link of a message that was delivered. */
export function clicksTable(
  db: Db,
  id: number,
  name: string,
  approved: (version: number | null) => number | null,
): Table {
  const headers = ['message', 'version', 'link', 'opened_at', 'opened_by']
  const read = `select d.id as message, d.variant_id as version, c.link, c.at, c.verdict
    from deliveries d cross join clicks c on c.delivery_id = d.id and c.broadcast_id = d.broadcast_id
    where d.broadcast_id = ${id} and d.state = 'sent' and ${PAGE} order by d.subscriber_id, c.id`
  type Row = { message: number; version: number | null; link: number; at: number; verdict: string }
  return bigTable(db, name, headers, byPerson(id), async span =>
    (await db.jobs.rows<Row>(read, span)).map(({ message, version, link, at, verdict }) => [
      ...[message, approved(version), link, moment(at), verdict],
    ]),
  )
}

/** Each answer to a poll, as it stands now; who chose several has a row for each. `correct`: of a quiz, whether the whole was right. */
export function votesTable(
  db: Db,
  id: number,
  name: string,
  approved: (version: number | null) => number | null,
): Table {
  const headers = ['message', 'version', 'option', 'answer', 'correct', 'voted_at']
  const read = `select d.id as message, d.variant_id as version, p.option + 1 as option,
      v.content ->> ('$.poll.options[' || p.option || '].text') as answer, p.correct, p.at
    from deliveries d cross join poll_votes p on p.delivery_id = d.id
      join variants v on v.id = coalesce(d.shown_variant_id, d.variant_id)
    where d.broadcast_id = ${id} and d.state = 'sent' and ${PAGE} order by d.subscriber_id, p.delivery_id, p.option`
  type Row = {
    message: number
    version: number | null
    option: number
    answer: string | null
    correct: number | null
    at: number
  }
  return bigTable(db, name, headers, byPerson(id), async span =>
    (await db.jobs.rows<Row>(read, span)).map(({ message, version, option, answer, correct, at }) => [
      ...[message, approved(version), option, answer, correct === null ? null : yesNo(correct), moment(at)],
    ]),
  )
}

/** Each order that came after it, and by what that is known. */
export function ordersTable(
  db: Db,
  id: number,
  name: string,
  approved: (version: number | null) => number | null,
): Table {
  const headers = [
    ...[
      'order',
      'message',
      'version',
      'link',
      'known_by',
      'since',
      'ordered_at',
      'hour',
      'amount',
      'currency',
      'discount',
    ],
  ]
  const read = `select coalesce(o.external_id, v.order_id) as number, d.id as message, d.variant_id as version, v.link, v."by",
      v.evidence_at as evidenceAt, v.at, coalesce(d.sent_at, d.claimed_at) as sentAt, v.amount, v.currency, v.discount
    from deliveries d cross join conversions v on v.delivery_id = d.id and v.broadcast_id = d.broadcast_id
      left join orders o on o.id = v.order_id
    where d.broadcast_id = ${id} and ${PAGE} order by d.subscriber_id, v.order_id`
  type Row = Pick<Each, 'message' | 'version'> & {
    number: string | number
    link: number | null
    by: string
    evidenceAt: number
    at: number
    sentAt: number
    amount: number
    currency: string
    discount: number | null
  }
  return bigTable(db, name, headers, byPerson(id), async span =>
    (await db.jobs.rows<Row>(read, span)).map(one => [
      ...[one.number, one.message, approved(one.version), one.link, one.by, moment(one.evidenceAt), moment(one.at)],
      // Of such an order the day only is known: it stands at the end of it.
      (one.at + 1) % MINUTE === 0 ? null : Math.floor(Math.max(one.at - one.sentAt, 0) / HOUR),
      ...[amountOf(one.amount, one.currency), one.currency],
      one.discount === null ? null : amountOf(one.discount, one.currency),
    ]),
  )
}
