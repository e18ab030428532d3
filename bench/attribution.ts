/**
 * npm run bench:attribution [ORDERS] — which message each order came after: all of it at once, what changed, and what the report of a
 * broadcast asks of it, each against SQL by hand on the same file.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { DAY } from '../src/clock.js'
import { type Db, openDb } from '../src/db/open.js'
import { cameAfter } from '../src/reports/came-after.js'
import { attributionSql } from '../src/tracking/attribution.js'
import { refreshConversions } from '../src/tracking/conversion.js'

const AT = Date.UTC(2026, 10, 1)
const ROUNDS = 3
/** Of what SQL by hand takes, so much at most. */
export const MOST = 1.5
/** 99 of 100 turns of the event loop are later by no more, ms; the worst may be the machine's own. */
export const LONGEST_HOLD = 20
const [BROADCASTS, ORDERS_EACH, SOME] = [4, 4, 1_000]

/** ms of each: worked out for everybody, and by hand; for some customers of whom something changed; the report's part, and by hand. */
export type Attributed = {
  orders: number
  cameAfter: number
  everybody: number
  bare: number
  hold: number
  worst: number
  idle: number
  some: number
  report: number
  bareReport: number
}

/**
 * A shop of so many orders: every customer has four, most are linked; everybody got four broadcasts, a third of these was
 * clicked and seen; one order of ten carries a code, one of twenty a click id.
 */
function seed(db: Db, orders: number): void {
  const people = Math.ceil(orders / ORDERS_EACH)
  const series = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < :many)'
  const run = (sql: string, many: number) => void db.sql(`insert into ${sql}`.replace('SERIES', series)).run({ many })
  db.write(() => {
    run(
      `subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
       SERIES select i, i, 'A', 0, 0, (i * 7919) % 2147483647, 0 from n`,
      people,
    )
    run(
      `customers (id, external_id, subscriber_id, linked_by, linked_at, created_at)
       SERIES select i, 'c' || i, iif(i % 5 = 0, null, i), iif(i % 5 = 0, null, 'phone'), 0, 0 from n`,
      people,
    )
    run(
      `offers (id, name_folded, name, goal, state, draft, created_by, created_at, promo_kind)
       SERIES select i, 'o' || i, 'O' || i, iif(i % 2, 'sell', 'bring_back'), 'used', '{}', 1, 0, iif(i = 1, 'each', null) from n`,
      BROADCASTS,
    )
    run(
      `variants (id, offer_id, position, content) SERIES select i * 10 + j, i, j, '{}' from n, (select 0 as j union all select 1)`,
      BROADCASTS,
    )
    run(
      `broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, created_by, created_at)
       SERIES select i, i, 'finished', '[]', '[]', 1, 'UTC', 0, ${AT} + i * ${5 * DAY}, 1, 0 from n`,
      BROADCASTS,
    )
    run(
      `deliveries (broadcast_id, subscriber_id, variant_id, state, due_at, attempts, claimed_at, sent_at)
       SERIES select b, i, b * 10 + i % 2, 'sent', 0, 1, ${AT} + b * ${5 * DAY} + i, ${AT} + b * ${5 * DAY} + i
       from (select 1 as b union all select 2 union all select 3 union all select 4), n`,
      people,
    )
    for (const [table, rest, values, which] of [
      [
        'clicks',
        'link, verdict, why, agent',
        "1 + id % 3, iif(id % 9 = 0, 'machine', 'human'), 'person', ''",
        'id % 3 = 0',
      ],
      ['reads', 'evidence, grade', "'press', iif(id % 7 = 0, 'inferred', 'confirmed')", '(id + 1) % 3 = 0'],
    ] as const)
      db.sql(
        `insert into ${table} (delivery_id, subscriber_id, broadcast_id, at, ${rest})
         select id, subscriber_id, broadcast_id, sent_at + (id * 7919) % ${DAY}, ${values} from deliveries where ${which}`,
      ).run()
    db.sql(
      `insert into promo_codes (offer_id, folded, code, position, delivery_id, taken_at)
       select 1, 'c' || id, 'C' || id, id, id, sent_at from deliveries where broadcast_id = 1`,
    ).run()
    run(
      `orders (external_id, customer_id, at, status, total, currency, promo_code, promo_folded, click_delivery, discount)
       SERIES select 'o' || i, 1 + i % ${people}, ${AT} + ${5 * DAY} + (i * 104729) % ${25 * DAY}, iif(i % 11, 'paid', 'cancelled'),
         100 + i % 9000, iif(i % 17, 'EUR', 'USD'), iif(i % 10, null, 'C' || (1 + i % ${people})),
         iif(i % 10, null, 'c' || (1 + i % ${people})), iif(i % 20 = 3, 1 + i % (${BROADCASTS} * ${people}), null), 10 from n`,
      orders,
    )
  })
}

const COLUMNS = `order_id, customer_id, delivery_id, broadcast_id, subscriber_id, link, "by", evidence_at, at, amount, currency, discount`

/** The same rows as whoever knows SQL would ask for them: all that speaks for an order, and of it the strongest. */
const BY_HAND = `with o as materialized (
    select o.*, c.subscriber_id as person from orders o cross join customers c on c.id = o.customer_id
    where o.status = 'paid' and (o.total > o.refunded or o.total = 0) and o.renewal is not 1 and c.erased_at is null),
  d as (select d.*, f.goal, coalesce(d.sent_at, d.claimed_at) as sent from deliveries d join broadcasts b on b.id = d.broadcast_id
    join offers f on f.id = b.offer_id where f.kind = 'marketing' and d.state in ('sent', 'uncertain')),
  signs as (
    select o.id, d.id as delivery, iif(d.subscriber_id = o.person or o.person is null, 'code', 'shared') as "by",
      iif(d.subscriber_id = o.person or o.person is null, 1, 2) as strength, coalesce(p.taken_at, d.sent) as since, null as link, d.id as place
      from o join promo_codes p on p.folded = o.promo_folded join d on d.id = p.delivery_id
    union all
    select o.id, d.id, 'click_id', 3, d.sent, null, d.id from o join d on d.id = o.click_delivery and (o.person is null or d.subscriber_id = o.person)
    union all
    select o.id, d.id, 'click', 4, k.at, k.link, k.id from o join clicks k on k.subscriber_id = o.person and k.verdict = 'human'
      and k.at between o.at - ${14 * DAY} and o.at join d on d.id = k.delivery_id and k.at >= o.at - iif(d.goal = 'bring_back', 14, 7) * ${DAY}
    union all
    select o.id, d.id, 'seen', 5, r.at, null, d.id from o join reads r on r.subscriber_id = o.person and r.grade = 'confirmed'
      and r.at between o.at - ${2 * DAY} and o.at join d on d.id = r.delivery_id),
  best as (select s.*, row_number() over (partition by s.id order by strength, since desc, place desc) as n
    from signs s join o on o.id = s.id join deliveries d on d.id = s.delivery
    where s.since <= o.at and coalesce(d.sent_at, d.claimed_at) <= o.at and (d.taken_back_at is null or d.taken_back_at > o.at))
  select o.id, o.customer_id, s.delivery, d.broadcast_id, o.person, s.link, s."by", s.since, o.at, o.total - o.refunded, o.currency, o.discount
  from best s join o on o.id = s.id join deliveries d on d.id = s.delivery where n = 1 order by 1`

/** What the report asks, a statement for each question. */
const REPORT_BY_HAND = [
  `select "by", currency, count(*), sum(amount), sum(discount) from conversions where broadcast_id = ? group by 1, 2`,
  `select d.variant_id, v.currency, count(*), sum(v.amount), count(distinct v.subscriber_id) from conversions v
     join deliveries d on d.id = v.delivery_id where v.broadcast_id = ? and "by" <> 'shared' group by 1, 2`,
  `select d.variant_id, v.link, v.currency, count(*), sum(v.amount) from conversions v join deliveries d on d.id = v.delivery_id
     where v.broadcast_id = ? and "by" <> 'shared' group by 1, 2, 3`,
  `select (v.at - d.sent_at) / 3600000, v.currency, count(*), sum(v.amount) from conversions v join deliveries d on d.id = v.delivery_id
     where v.broadcast_id = ? and "by" <> 'shared' group by 1, 2`,
  `select count(*) from deliveries where broadcast_id = ? and state = 'sent'`,
]

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function timed(work: () => unknown): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** How late the event loop was meanwhile, ms. */
async function late(work: () => Promise<unknown>): Promise<{ p99: number; worst: number }> {
  const lag = monitorEventLoopDelay({ resolution: 1 })
  lag.enable()
  await work()
  lag.disable()
  return { p99: lag.percentile(99) / 1e6, worst: lag.max / 1e6 }
}

/** Measures on a file of its own in this folder. @param orders how many of them */
export async function measureAttribution(folder: string, orders: number): Promise<Attributed> {
  const db = await openDb(join(folder, 'attribution.db'))
  try {
    seed(db, orders)
    const table = db.sql<{ sql: string }>("select sql from sqlite_master where name = 'conversions'").get()?.sql ?? ''
    const indexes = db
      .sql<{ sql: string }>("select sql from sqlite_master where tbl_name = 'conversions' and type = 'index'")
      .all()
    for (const { sql } of [{ sql: table }, ...indexes]) db.sql(sql.replaceAll('conversions', 'by_hand')).run()
    const byHand = (rows: string) =>
      timed(() => db.write(() => void db.sql(`insert into by_hand (${COLUMNS}) ${rows}`).run()))
    const again = () => db.write(() => void db.sql('delete from by_hand').run())
    const found = { everybody: [] as number[], natural: [] as number[], same: [] as number[], some: [] as number[] }
    const reports = { ours: [] as number[], bare: [] as number[] }
    let [hold, worst, idle] = [0, 0, 0]
    for (let round = 0; round < ROUNDS; round++) {
      db.write(() => void db.sql('delete from conversions').run())
      again()
      found.natural.push(await byHand(BY_HAND))
      again()
      found.same.push(await byHand(attributionSql('all')))
      // What the statements by hand left in the log is no work of ours.
      db.sql('pragma wal_checkpoint(truncate)').all()
      idle = Math.max(
        idle,
        (await late(() => db.jobs.rows(`select count(*) as n from (${attributionSql('all')})`))).p99,
      )
      const was = await late(async () => found.everybody.push(await timed(() => refreshConversions(db, null))))
      hold = Math.max(hold, was.p99)
      worst = Math.max(worst, was.worst)
    }
    compare(db)
    const some = Array.from({ length: SOME }, (_, i) => 1 + i)
    for (let round = 0; round < ROUNDS; round++) {
      db.write(() => void db.sql('update orders set total = total + 1 where customer_id <= ?').run(SOME))
      found.some.push(await timed(() => refreshConversions(db, some)))
      reports.ours.push(await timed(() => cameAfter(db, 1)))
      reports.bare.push(
        await timed(async () => {
          for (const sql of REPORT_BY_HAND) await db.people.rows(sql, [1])
        }),
      )
    }
    return {
      ...{ orders, hold, worst, idle, some: median(found.some), everybody: median(found.everybody) },
      cameAfter: db.sql<{ n: number }>('select count(*) as n from conversions').get()?.n ?? 0,
      bare: Math.min(median(found.natural), median(found.same)),
      ...{ report: median(reports.ours), bareReport: median(reports.bare) },
    }
  } finally {
    await db.close()
  }
}

/** Both ways have found the same. */
function compare(db: Db): void {
  const differing = db
    .sql<{ n: number }>(
      `select count(*) as n from (select order_id, delivery_id, "by", amount from conversions
         except select order_id, delivery_id, "by", amount from by_hand)`,
    )
    .get()?.n
  const sizes = db
    .sql<{ ours: number; theirs: number }>(
      'select (select count(*) from conversions) as ours, (select count(*) from by_hand) as theirs',
    )
    .get()
  if (differing !== 0 || sizes?.ours !== sizes?.theirs) throw new Error('they have found something else')
}

/** In words, and whether the limits hold. */
export function attributionLines(found: Attributed): { lines: string[]; holds: boolean } {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`
  const [ratio, report] = [found.everybody / found.bare, found.report / found.bareReport]
  return {
    lines: [
      `${found.orders} orders, of which ${found.cameAfter} came after something: ${seconds(found.everybody)}, by hand ${seconds(found.bare)}: ${ratio.toFixed(2)} × (at most ${MOST}).`,
      `The event loop was late by ${found.hold.toFixed(0)} ms (p99, at most ${LONGEST_HOLD}, or what it is while another process reads: ${found.idle.toFixed(0)}; worst ${found.worst.toFixed(0)}). ${SOME} customers of whom something changed: ${found.some.toFixed(0)} ms.`,
      `What a report asks of it: ${found.report.toFixed(0)} ms, by hand ${found.bareReport.toFixed(0)} ms: ${report.toFixed(2)} × (at most ${MOST}).`,
    ],
    holds: ratio <= MOST && report <= MOST && found.hold <= Math.max(LONGEST_HOLD, 2 * found.idle),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
  try {
    const { lines, holds } = attributionLines(await measureAttribution(folder, Number(process.argv[2] ?? 1_000_000)))
    for (const line of lines) console.log(line)
    if (!holds) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
