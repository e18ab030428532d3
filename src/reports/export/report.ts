import { LIST_HEADERS } from '../../crm/own-file.js'
import type { Db } from '../../db/open.js'
import { countedSql, ORDERED_BY_NOW } from '../../segments/compile/order.js'
import { amountOf } from '../../text/currency.js'
import { versionLetter } from '../../text/format.js'
import { type Amount, type CameAfter, cameAfter } from '../came-after.js'
import { findEffect } from '../effect.js'
import { findHours } from '../hours.js'
import type { Report } from '../metrics.js'
import { NOT_TAKEN_BACK } from '../results.js'
import type { Readership } from './audience.js'
import { FIGURES, figuresOf } from './broadcasts.js'
import { type Cell, moment, yesNo } from './csv.js'
import { bigTable, smallTable, type Table } from './table.js'

/** What the tables of a report are called, before the name of the broadcast. */
export type ReportNames = Record<
  'report' | 'messages' | 'links' | 'hours' | 'each' | 'clicks' | 'orders' | 'control' | 'people',
  string
>

/**
 * A broadcast in tables of its own, from which every figure of its report can be counted again: all figures, those by message,
 * by link and by hour, a row for each message with what came of it, each opening, each order after it, each side of its
 * comparison, and its people as a list.
 * @param at when it is made, ms UTC
 */
export function reportTables(db: Db, report: Report, readers: Readership, names: ReportNames, at: number): Table[] {
  const { broadcastId: id, name } = report
  const called = (kind: keyof ReportNames) => `${names[kind]} ${name}`
  const approved = approvedOf(db, id)
  return [
    smallTable(called('report'), ['figure', 'value', 'currency'], async () => figureRows(db, report, at)),
    smallTable(called('messages'), MESSAGE_HEADERS, async () => messageRows(report, await cameAfter(db, id))),
    smallTable(called('links'), LINK_HEADERS, async () => linkRows(report, await cameAfter(db, id))),
    smallTable(called('hours'), ['from_hour', 'before_hour', 'clicked', 'orders'], async () => {
      const { stretches, dayOnly } = await findHours(db, id, await cameAfter(db, id))
      const rows: Cell[][] = stretches.map(({ from, before, clicked, orders }) => [from, before, clicked, orders])
      return dayOnly === 0 ? rows : [...rows, [null, null, 0, dayOnly]]
    }),
    eachTable(db, id, called('each'), readers, approved),
    clicksTable(db, id, called('clicks'), approved),
    ordersTable(db, id, called('orders'), approved),
    controlTable(db, id, called('control'), readers, at),
    addressedTable(db, { id, name, file: called('people') }, readers),
  ]
}

/** All figures of the report, one a row; sums with their currency. */
async function figureRows(db: Db, report: Report, at: number): Promise<Cell[][]> {
  const came = await cameAfter(db, report.broadcastId)
  const effect = await findEffect(db, { broadcastId: report.broadcastId }, at)
  const figures = figuresOf(report)
  const reasons = (name: string, all: Report['leftOut']): Cell[][] =>
    all.map(({ reason, people }) => [`${name}_${reason}`, people, null])
  const sums = (name: string, amounts: readonly Amount[]): Cell[][] =>
    amounts.map(({ currency, sum }) => [`${name}_revenue`, amountOf(sum, currency), currency])
  return [
    ...FIGURES.map((name, i): Cell[] => [name, figures[i] ?? null, null]),
    ...reasons('not_delivered', report.notDelivered),
    ...reasons('left_out', report.leftOut),
    ...reasons('stopped', report.stoppedBecause),
    ['orders', came.orders, null],
    ...sums('orders', came.amounts),
    ['buyers', came.people, null],
    ...came.by.map(({ by, orders }): Cell[] => [`orders_${by}`, orders, null]),
    ['orders_shared', came.shared.orders, null],
    ...sums('shared', came.shared.amounts),
    ...('treated' in effect
      ? [
          ['assigned', effect.treated.of, null],
          ['assigned_bought', effect.treated.n, null],
          ['control', effect.held.of, null],
          ['control_bought', effect.held.n, null],
        ]
      : []),
  ]
}

const REACTIONS = ['delivered', 'seen_certain', 'seen_probably', 'clicked', 'replied', 'stopped', 'paused', 'blocked']
const MESSAGE_HEADERS = ['version', 'segments', ...REACTIONS, 'buyers', 'orders', 'revenue', 'currency']
const LINK_HEADERS = ['version', 'number', 'label', 'url', 'people', 'openings', 'orders', 'revenue', 'currency']

function messageRows(report: Report, came: CameAfter): Cell[][] {
  return report.messages.flatMap(one => {
    const own = came.perMessage.find(({ variantId }) => variantId === one.variantId)
    return moneyCells(own).map(([orders, revenue, currency], i) => [
      ...[one.variantId, nameOf(one), one.delivered, one.seen.certain],
      ...[one.seen.probably, one.clicked, one.replied, one.stopped, one.paused, one.blocked],
      ...[i === 0 ? (own?.people ?? 0) : null, orders ?? null, revenue ?? null, currency ?? null],
    ])
  })
}

/** Its segments, `*` for everybody (else), and which version it is where several were tried. */
function nameOf({ names, version }: Report['messages'][number]): string {
  const segments = names.map(segment => segment ?? '*').join(', ')
  return version === null ? segments : `${segments} · ${versionLetter(version, 'en')}`
}

function linkRows(report: Report, came: CameAfter): Cell[][] {
  return report.links.flatMap(link => {
    const own = came.perLink.find(one => one.variantId === link.variantId && one.number === link.number)
    return moneyCells(own).map(money => [
      ...[link.variantId, link.number, link.label, link.url, link.people, link.openings],
      ...money,
    ])
  })
}

/** Orders, what they came to, and its currency: a row for each currency. */
function moneyCells(part: { amounts: readonly Amount[] } | undefined): Cell[][] {
  if (part === undefined || part.amounts.length === 0) return [[0, null, null]]
  return part.amounts.map(({ currency, orders, sum }) => [orders, amountOf(sum, currency), currency])
}

/** Which version was approved, for each that an edit made of it. */
function approvedOf(db: Db, id: number): (version: number | null) => number | null {
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

/** Whose a row is: an id that others can read, or a number of this reader's own. */
function personCell(readers: Readership, { person, telegramId }: { person: number; telegramId: number | null }): Cell {
  return readers.known ? telegramId : readers.number(person)
}

/** Pages of a broadcast's deliveries by person, which an index holds in order. */
function byPerson(id: number): { table: string; key: string; where: string } {
  return { table: 'deliveries', key: 'subscriber_id', where: `broadcast_id = ${id}` }
}

/** The page of `byPerson`: to be followed by what is joined to `d`. */
const PAGE = 'd.subscriber_id > :after and d.subscriber_id <= :upto'

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
function eachTable(
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
function clicksTable(db: Db, id: number, name: string, approved: (version: number | null) => number | null): Table {
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

/** Each order that came after it, and by what that is known. */
function ordersTable(db: Db, id: number, name: string, approved: (version: number | null) => number | null): Table {
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
      (one.at + 1) % 60_000 === 0 ? null : Math.floor(Math.max(one.at - one.sentAt, 0) / 3_600_000),
      ...[amountOf(one.amount, one.currency), one.currency],
      one.discount === null ? null : amountOf(one.discount, one.currency),
    ]),
  )
}

/** Everybody who was assigned to a side of its comparison, and how many orders of theirs count for it. */
function controlTable(db: Db, id: number, name: string, readers: Readership, at: number): Table {
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

type Addressed = {
  id: number
  telegramId: number | null
  firstName: string
  lastName: string | null
  username: string | null
  phone: string | null
  status: string
  subscribedAt: number | null
  version: number | null
  state: string
  reason: string | null
  sentAt: number | null
  clickedAt: number | null
  read: string | null
}

/** Everybody in a broadcast, with what became of their message; a list of ours for those who may know who they are. */
function addressedTable(
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
