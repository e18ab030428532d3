/**
 * npm run bench:reports [PEOPLE] [ORDERS] — what the report of one broadcast asks (its figures, what is usual, what came after it,
 * because of it, by hour), against SQL by hand for the same figures on the same file, and how late the event loop is meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { DAY, HOUR } from '../src/clock.js'
import { type Db, openDb } from '../src/db/open.js'
import { EMPTY_DRAFT } from '../src/offers/draft.js'
import { findHours } from '../src/reports/came-after/hours.js'
import { cameAfter } from '../src/reports/came-after.js'
import { findReport } from '../src/reports/metrics.js'
import { findResults } from '../src/reports/results.js'
import { findPaid } from '../src/reports/summary/paid.js'
import { findUsual } from '../src/reports/summary/usual.js'

const AT = Date.UTC(2026, 10, 1)
const NOW = AT + 20 * DAY
const ROUNDS = 3
/** Of what SQL by hand takes, so much at most. */
const MOST = 1.5
/** 99 of 100 turns of the event loop are later by no more, ms. */
const LONGEST_HOLD = 20
const [PEOPLE = 100_000, ORDERS = 30_000] = process.argv.slice(2).map(Number)
const SHOP = { margin: 35, currency: 'EUR' }
/** The broadcast that is measured; those before it say what is usual. */
const THIS = 5
const EARLIER = [1, 2, 3, 4]

/** A broadcast to everybody with a tenth kept out, a quarter clicked, a third seen; and four small ones before it. */
function seed(db: Db): void {
  const series = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < :many)'
  const run = (sql: string, many: number) => void db.sql(`insert into ${sql}`.replace('SERIES', series)).run({ many })
  db.write(() => {
    run(
      `subscribers (id, telegram_id, first_name, subscribed_at, last_seen_at, dice, created_at)
       SERIES select i, i, 'A', 0, 0, (i * 7919) % 2147483647, 0 from n`,
      PEOPLE,
    )
    run(
      `customers (id, external_id, subscriber_id, linked_by, linked_at, created_at)
       SERIES select i, 'c' || i, iif(i % 2, i, null), iif(i % 2, 'phone', null), 0, 0 from n`,
      PEOPLE,
    )
    run(
      `offers (id, name_folded, name, goal, state, draft, created_by, created_at)
       SERIES select i, 'o' || i, 'O' || i, 'sell', 'used', '${JSON.stringify(EMPTY_DRAFT)}', 1, 0 from n`,
      THIS,
    )
    run(
      `variants (id, offer_id, position, content) SERIES select i * 10 + j, i, j, '{"text":"a","entities":[],"buttons":[]}'
       from n, (select 0 as j union all select 1)`,
      THIS,
    )
    run(
      `links (variant_id, number, url, label) SERIES select i * 10 + j, 1, 'https://shop.ru/', 'Shop' from n, (select 0 as j union all select 1)`,
      THIS,
    )
    run(
      `broadcasts (id, offer_id, state, parts, left_out, shown_audience, zone, starts_at, started_at, evaluated_at, finished_at,
         created_by, created_at, control)
       SERIES select i, i, 'finished', '[{"variantId":' || (i * 10) || ',"name":"A"},{"variantId":' || (i * 10 + 1) || ',"name":null}]',
         '[]', 1, 'UTC', 0, ${AT} - (${THIS} - i) * ${DAY}, ${AT}, ${AT} - (${THIS} - i) * ${DAY} + ${HOUR}, 1, 0, iif(i = ${THIS}, 1000, 0) from n`,
      THIS,
    )
    for (const broadcast of [...EARLIER, THIS])
      run(
        `deliveries (broadcast_id, subscriber_id, variant_id, state, reason, due_at, attempts, claimed_at, sent_at)
         SERIES select ${broadcast}, i, ${broadcast * 10} + i % 2,
           case when i % 10 = 0 then 'held_out' when i % 41 = 0 then 'skipped' when i % 53 = 0 then 'failed' else 'sent' end,
           case when i % 41 = 0 then 'cap' when i % 53 = 0 then 'blocked' end, 0, 1, ${AT} + i, ${AT} + i from n`,
        broadcast === THIS ? PEOPLE : Math.min(PEOPLE, 10_000),
      )
    const happened = (table: string, rest: string, values: string, which: string) =>
      db
        .sql(
          `insert into ${table} (delivery_id, subscriber_id, broadcast_id, at, ${rest})
           select id, subscriber_id, broadcast_id, sent_at + (id * 7919) % ${3 * DAY}, ${values} from deliveries
           where state = 'sent' and ${which}`,
        )
        .run()
    happened(
      'clicks',
      'link, verdict, why, agent',
      "1, iif(id % 9 = 0, 'machine', 'human'), 'person', ''",
      'id % 4 = 0',
    )
    happened('reads', 'evidence, grade', "'press', iif(id % 7 = 0, 'inferred', 'confirmed')", 'id % 3 = 0')
    happened('replies', 'quoted, message_id', '0, id', 'id % 100 = 0')
    db.sql(
      `insert into subscription_events (subscriber_id, kind, delivery_id, at, why)
       select subscriber_id, iif(id % 2, 'stop', 'block'), id, sent_at, iif(id % 4 = 1, 'too_many', null) from deliveries where state = 'sent' and id % 300 < 2`,
    ).run()
    run(
      `orders (id, external_id, customer_id, at, status, total, currency, discount)
       SERIES select i, 'o' || i, 1 + (i * 2) % ${PEOPLE}, ${AT} + (i * 104729) % ${7 * DAY}, iif(i % 11, 'paid', 'cancelled'),
         100 + i % 9000, iif(i % 17, 'EUR', 'USD'), 10 from n`,
      ORDERS,
    )
    db.sql(
      `insert into conversions (order_id, customer_id, delivery_id, broadcast_id, subscriber_id, link, "by", evidence_at, at, amount, currency, discount)
       select o.id, o.customer_id, d.id, d.broadcast_id, d.subscriber_id, iif(o.id % 3, 1, null), iif(o.id % 3, 'click', 'seen'), o.at, max(o.at, d.sent_at),
         o.total, o.currency, o.discount
       from orders o join deliveries d on d.broadcast_id = ${THIS} and d.subscriber_id = o.customer_id and d.state = 'sent'
       where o.status = 'paid'`,
    ).run()
    db.sql(
      `insert into holdouts (id, kind, broadcast_id, share, from_at, to_at, created_by, created_at) values (1, 'broadcast', ${THIS}, 1000, ?, ?, 1, 0)`,
    ).run(AT, AT + 7 * DAY)
    db.sql(
      `insert into holdout_members (holdout_id, subscriber_id, held, linked, at)
       select 1, subscriber_id, state = 'held_out', subscriber_id % 2, ${AT} from deliveries
       where broadcast_id = ${THIS} and state <> 'skipped' order by subscriber_id`,
    ).run()
    db.sql('analyze').run()
  })
}

const taken = "d.id = e.delivery_id and d.broadcast_id = :b and d.state = 'sent'"
const events = `subscription_events e join deliveries d on d.id = e.delivery_id and d.broadcast_id = :b
  where e.delivery_id between (select min(id) from deliveries where broadcast_id = :b) and (select max(id) from deliveries where broadcast_id = :b)`
const sold = `orders o join customers c on c.id = o.customer_id join holdout_members m on m.holdout_id = 1
  and m.subscriber_id = c.subscriber_id and m.linked = 1 where o.at >= ${AT} and o.at < ${AT + 7 * DAY} and o.status = 'paid' and o.total > o.refunded`
const usual = (b: number) => [
  `select count(*) from deliveries where broadcast_id = ${b} and state = 'sent'`,
  `select count(distinct e.delivery_id) from reads e join deliveries d on d.id = e.delivery_id where e.broadcast_id = ${b} and e.grade = 'confirmed' and d.state = 'sent'`,
  `select count(distinct e.subscriber_id) from clicks e join deliveries d on d.id = e.delivery_id where e.broadcast_id = ${b} and e.verdict = 'human' and d.state = 'sent'`,
  `select count(distinct subscriber_id) from replies where broadcast_id = ${b}`,
  `select count(distinct subscriber_id) from conversions where broadcast_id = ${b} and "by" <> 'shared'`,
  `select kind, count(distinct e.subscriber_id) from ${events.replaceAll(':b', String(b))} group by kind`,
]

/** The same figures as whoever knows SQL would ask for them, a statement for each question. */
const BY_HAND = [
  `select variant_id, state, reason, count(*), count(taken_back_at) from deliveries where broadcast_id = :b group by 1, 2, 3`,
  `select variant_id, certain, count(*) from (select d.variant_id, max(e.grade = 'confirmed') as certain from reads e join deliveries d on ${taken}
     where e.broadcast_id = :b group by e.delivery_id) group by 1, 2`,
  `select d.variant_id, count(distinct e.subscriber_id) from clicks e join deliveries d on ${taken} where e.broadcast_id = :b and e.verdict = 'human' group by 1`,
  `select d.variant_id, count(distinct e.subscriber_id) from replies e join deliveries d on ${taken} where e.broadcast_id = :b group by 1`,
  `select d.variant_id, e.kind, e.why, count(distinct e.subscriber_id) from ${events} group by 1, 2, 3`,
  `select d.variant_id, e.link, e.verdict, count(*), count(distinct e.subscriber_id) from clicks e join deliveries d on ${taken} where e.broadcast_id = :b group by 1, 2, 3`,
  `select "by", currency, count(*), sum(amount), sum(discount) from conversions where broadcast_id = :b group by 1, 2`,
  `select d.variant_id, e.currency, count(*), sum(e.amount), count(distinct d.subscriber_id) from conversions e join deliveries d on d.id = e.delivery_id
     where e.broadcast_id = :b group by 1, 2`,
  `select d.variant_id, e.link, e.currency, count(*), sum(e.amount) from conversions e join deliveries d on d.id = e.delivery_id where e.broadcast_id = :b group by 1, 2, 3`,
  `select (e.at - d.sent_at) / 3600000, e.currency, count(*), sum(e.amount) from conversions e join deliveries d on d.id = e.delivery_id where e.broadcast_id = :b group by 1, 2`,
  `select h, count(*) from (select min(e.at - d.sent_at) / 3600000 as h from clicks e join deliveries d on ${taken}
     where e.broadcast_id = :b and e.verdict = 'human' group by e.delivery_id) group by 1`,
  `select count(*), count(c.id) from deliveries d left join customers c on c.subscriber_id = d.subscriber_id where d.broadcast_id = :b and d.state = 'sent'`,
  'select held, count(*), sum(linked) from holdout_members where holdout_id = 1 group by held',
  `select held, count(*), sum(amount), sum(1.0 * amount * amount) from (select m.held, sum(o.total - o.refunded) as amount from ${sold}
     and o.currency = 'EUR' group by m.subscriber_id) group by held`,
  `select amount from (select sum(o.total - o.refunded) as amount from ${sold} and o.currency = 'EUR' group by m.subscriber_id) order by amount desc limit 1 offset ${Math.floor(PEOPLE / 2_000)}`,
  `select held, count(distinct m.subscriber_id) from ${sold} group by held`,
  `select avg(total - refunded) from orders where at >= ${AT - 90 * DAY} and at < ${AT} and status = 'paid' and currency = 'EUR'`,
  ...EARLIER.flatMap(usual),
]

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

const folder = mkdtempSync(join(tmpdir(), 'segcast-bench-'))
try {
  const db = await openDb(join(folder, 'bench.db'))
  seed(db)
  await db.people.rows('select 1')
  const parts = new Map<string, number[]>()
  const part = async (name: string, work: () => Promise<unknown>) => {
    parts.set(name, [...(parts.get(name) ?? []), await timed(work)])
  }
  const ask = async () => {
    await part('figures', () => findReport(db, THIS))
    await part('usual', () => findUsual(db, THIS))
    await part('money', () => findPaid(db, THIS, SHOP, NOW))
    await part('hours', async () => findHours(db, THIS, await cameAfter(db, THIS)))
  }
  const byHand = async () => {
    for (const sql of BY_HAND) await db.jobs.rows(sql, sql.includes(':b') ? { b: THIS } : [])
  }
  await byHand()
  const late = { p99: 0, most: 0 }
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(await timed(byHand))
    // A watch that was off for a while would take that for a delay.
    const watch = monitorEventLoopDelay({ resolution: 1 })
    watch.enable()
    ours.push(await timed(ask))
    watch.disable()
    late.p99 = Math.max(late.p99, watch.percentile(99) / 1e6)
    late.most = Math.max(late.most, watch.max / 1e6)
  }
  const quarter = await timed(() => findResults(db, { from: AT - 30 * DAY, before: AT + 30 * DAY }))
  const ratio = median(ours) / median(bare)
  console.log(`${PEOPLE} people, ${ORDERS} orders in its window`)
  console.log(
    `its report ${median(ours).toFixed(0)} ms, by hand ${median(bare).toFixed(0)} ms: ${ratio.toFixed(2)} × (${MOST} at most)`,
  )
  for (const [name, took] of parts) console.log(`  ${name} ${median(took).toFixed(0)} ms`)
  console.log(`the quarter at a glance ${quarter.toFixed(0)} ms`)
  console.log(
    `event loop late, p99 and most: ${late.p99.toFixed(1)}, ${late.most.toFixed(1)} ms (${LONGEST_HOLD} at most)`,
  )
  await db.close()
  if (ratio > MOST || late.p99 > LONGEST_HOLD) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
